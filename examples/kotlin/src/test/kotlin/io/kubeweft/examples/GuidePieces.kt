package io.kubeweft.examples

import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Manifest
import io.kubeweft.dynamic.Unstructured
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTab
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTabClient
import io.kubeweft.resource.ApplyOptions
import io.kubeweft.stream.LogClient
import java.nio.file.Path
import java.time.Instant

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

    fun logs(logs: LogClient) {
        val last: String = logs.read("web-0") { it.tailLines(100) }
        logs.follow("web-0").use { lines -> lines.forEach(::println) }
    }

    fun generated(tabs: CronTabClient) {
        val tab = tabs.create(CronTab.of("nightly") { t -> t.spec { it.schedule("0 3 * * *") } })
        val schedule: String = tab.spec.schedule
        val deadline: Instant? = tab.spec.deadline
    }
}
