package io.kubeweft.examples

import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Manifest
import io.kubeweft.dynamic.Unstructured
import io.kubeweft.resource.ApplyOptions
import java.nio.file.Path

/** What the guides show in Kotlin and nobody runs. */
@Suppress("unused", "UNUSED_VARIABLE")
internal class GuidePieces {
    fun dynamicAndDiscovery(client: KubeClient) {
        val web = Unstructured.of("apps/v1", "Deployment", "web") { it.namespace("demo") }
        val scaled = web.with("spec", "replicas").set(3)

        client.dynamic().forObject(scaled).apply(scaled, ApplyOptions.fieldManager("docs"))
        client.dynamic().apply(Manifest.read(Path.of("deploy")), ApplyOptions.fieldManager("docs")) { step ->
            println("${step.done}/${step.total} ${step.item}")
        }
        val tabs = client.discovery().mapper().allForName("crontabs")   // empty, not null
    }
}
