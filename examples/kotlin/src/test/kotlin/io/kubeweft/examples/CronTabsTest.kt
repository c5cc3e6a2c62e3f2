package io.kubeweft.examples

import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Manifest
import io.kubeweft.examples.kotlin.cron.ClientSet
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTab
import io.kubeweft.examples.kotlin.cron.ops.v1.OpsV1
import io.kubeweft.informer.SharedInformerFactory
import io.kubeweft.meta.IntOrString
import io.kubeweft.resource.ApplyOptions
import io.kubeweft.resource.WatchEvent
import io.kubeweft.testing.KubeApiServer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import java.nio.file.Path
import java.time.Duration
import java.time.Instant

/** A custom resource whose types the Maven goal has generated before Kotlin was compiled. */
internal class CronTabsTest {
    private val server = KubeApiServer.start()
    private val client = KubeClient.connect(server.clientConfig())
    private val tabs = ClientSet.of(client).opsV1().cronTabs("default")

    @BeforeEach
    fun define() {
        val definition = Manifest.read(Path.of("../src/main/resources/io/kubeweft/examples/cron/crontabs.yaml"))
        client.dynamic().apply(definition, ApplyOptions.fieldManager("kotlin")).orThrow()
        client.dynamic().awaitReady(definition, Duration.ofSeconds(30)).orThrow()
    }

    @AfterEach
    fun close() {
        client.close()
        server.close()
    }

    private fun nightly(): CronTab =
        CronTab.of("nightly") { t ->
            t.spec { s ->
                s.schedule("0 3 * * *")
                    .maxFailures(IntOrString.of("10%"))
                    .addSteps { it.name("dump").image("dump:1").addArgs("--all") }
            }
        }

    @Test
    fun create_readsLikeProperties() {
        val created = tabs.create(nightly())

        val schedule: String = created.spec.schedule
        val deadline: Instant? = created.spec.deadline

        assertThat(schedule).isEqualTo("0 3 * * *")
        assertThat(deadline).isNull()
        assertThat(created.spec.steps.map { it.name }).containsExactly("dump")
    }

    @Test
    fun apply_isWatched() {
        val created = tabs.create(nightly())

        tabs.watch { it.resourceVersion(created.metadata.resourceVersion) }.use { watch ->
            val suspended = CronTab.of("nightly") { t -> t.spec { it.schedule("0 3 * * *").suspend(true) } }
            tabs.apply(suspended, ApplyOptions.fieldManager("kotlin"))
            val event = watch.next()

            assertThat(event).isInstanceOf(WatchEvent.Modified::class.java)
            assertThat((event as WatchEvent.Modified<CronTab>).item.spec.suspend).isTrue()
        }
    }

    @Test
    fun statusAndScale() {
        tabs.create(nightly())

        val reported = tabs.status().update("nightly") { t -> t.toBuilder().status { it.replicas(1) }.build() }
        val scaled = tabs.scale().update("nightly") { s -> s.toBuilder().spec { it.replicas(4) }.build() }

        assertThat(reported.status?.replicas).isEqualTo(1)
        assertThat(scaled.spec.replicas).isEqualTo(4)
        assertThat(tabs.get("nightly").spec.replicas).isEqualTo(4)
    }

    @Test
    fun informer_keepsACopy() {
        tabs.create(nightly())

        SharedInformerFactory.of(client).use { informers ->
            val copy = informers.informer(OpsV1.CRON_TABS)
            informers.start().awaitSync(Duration.ofSeconds(30))

            val found: CronTab? = copy.lister().get("default", "nightly")

            assertThat(found?.spec?.schedule).isEqualTo("0 3 * * *")
        }
    }
}
