package com.example

import com.example.cron.ops.v1.CronTab
import com.example.cron.ops.v1.OpsV1
import io.kubeweft.api.ClientSet
import io.kubeweft.api.core.v1.ConfigMap
import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Manifest
import io.kubeweft.informer.SharedInformerFactory
import io.kubeweft.resource.ApplyOptions
import io.kubeweft.testing.KubeApiServer
import java.nio.file.Path
import java.time.Duration
import com.example.cron.ClientSet as CronClientSet

/** Exits with a stack trace unless all of it works. */
fun main(arguments: Array<String>) {
    KubeApiServer.start().use { server ->
        KubeClient.connect(server.clientConfig()).use { client ->
            val maps = ClientSet.of(client).coreV1().configMaps("default")
            maps.create(ConfigMap.of("a") { it.putData("k", "v") })
            val value: String? = maps.find("a")?.data?.get("k")
            check(value == "v")
            customResources(client, Path.of(arguments[0]))
        }
    }
    println("Kotlin works.")
}

private fun customResources(client: KubeClient, document: Path) {
    val definition = Manifest.read(document)
    client.dynamic().apply(definition, ApplyOptions.fieldManager("kotlin")).orThrow()
    client.dynamic().awaitReady(definition, Duration.ofSeconds(30)).orThrow()
    CronClientSet.of(client).opsV1().cronTabs("default")
        .create(CronTab.of("nightly") { t -> t.spec { it.schedule("0 3 * * *") } })
    SharedInformerFactory.of(client).use { informers ->
        val tabs = informers.informer(OpsV1.CRON_TABS)
        informers.start().awaitSync(Duration.ofSeconds(30))
        check(tabs.lister().get("default", "nightly")?.spec?.schedule == "0 3 * * *")
    }
}
