package io.kubeweft.examples

import io.kubeweft.api.ClientSet
import io.kubeweft.api.core.v1.Pod
import io.kubeweft.api.core.v1.PodClient
import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Manifest
import io.kubeweft.dynamic.Unstructured
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTab
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTabClient
import io.kubeweft.meta.DeleteOptions
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

    fun readme() {
        KubeClient.connect().use { client ->
            val pods = ClientSet.of(client).coreV1().pods("default")
            pods.list().forEach { println("${it.metadata.name} ${it.status.phase}") }
        }
    }

    fun typed(pods: PodClient) {
        val web = Pod.of("web") { p ->
            p.metadata { it.putLabels("app", "web") }
                .spec { s -> s.addContainers { it.name("web").image("nginx:1.29") } }
        }
        val phase: String? = pods.create(web).status.phase
        val node: String? = pods.find("web")?.spec?.nodeName
        val names: List<String> = pods.list { it.labelSelector("app=web") }.map { it.metadata.name }
    }

    /** A literal becomes the number that the field is. */
    fun numbers(pods: PodClient) {
        pods.create(Pod.of("web") { p -> p.spec { it.terminationGracePeriodSeconds(30).priority(1) } })
        pods.delete("web", DeleteOptions.of { it.gracePeriodSeconds(0) })
    }

    fun generated(tabs: CronTabClient) {
        val tab = tabs.create(CronTab.of("nightly") { t -> t.spec { it.schedule("0 3 * * *") } })
        val schedule: String = tab.spec.schedule
        val deadline: Instant? = tab.spec.deadline
    }
}
