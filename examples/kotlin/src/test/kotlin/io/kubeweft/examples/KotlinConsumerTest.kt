package io.kubeweft.examples

import io.kubeweft.api.ClientSet
import io.kubeweft.api.apps.v1.Deployment
import io.kubeweft.api.core.v1.ConfigMap
import io.kubeweft.api.core.v1.CoreV1
import io.kubeweft.api.core.v1.Pod
import io.kubeweft.api.core.v1.Service
import io.kubeweft.client.FanOut
import io.kubeweft.client.KubeClient
import io.kubeweft.dynamic.Unstructured
import io.kubeweft.informer.ObjectKey
import io.kubeweft.informer.SharedInformerFactory
import io.kubeweft.meta.Quantity
import io.kubeweft.resource.ApplyOptions
import io.kubeweft.resource.Patch
import io.kubeweft.resource.WatchEvent
import io.kubeweft.rest.ApiException
import io.kubeweft.testing.KubeApiServer
import io.kubeweft.workqueue.WorkQueue
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import java.time.Duration

/** The quickstart as Kotlin writes it: no adapters, strict nullness. */
internal class KotlinConsumerTest {
    private val server = KubeApiServer.start()
    private val client = KubeClient.connect(server.clientConfig())
    private val api = ClientSet.of(client)
    private val configMaps = api.coreV1().configMaps("default")

    @AfterEach
    fun close() {
        client.close()
        server.close()
    }

    @Test
    fun typedObjects_readLikeProperties() {
        val created = configMaps.create(ConfigMap.of("colours") { it.putData("sky", "blue") })

        val sky: String? = created.data["sky"]
        val name: String = created.metadata.name()

        assertThat(name).isEqualTo("colours")
        assertThat(sky).isEqualTo("blue")
    }

    @Test
    fun absence_isNullable() {
        val nothing: ConfigMap? = configMaps.find("nothing")

        assertThat(nothing?.metadata()?.name()).isNull()
    }

    @Test
    fun apply_nestedBuilders() {
        val web = Deployment.of("web") { d ->
            d.spec { s ->
                s.replicas(3)
                    .selector { it.putMatchLabels("app", "web") }
                    .template { t ->
                        t.metadata { it.putLabels("app", "web") }
                            .spec { p ->
                                p.addContainers { c ->
                                    c.name("web").image("nginx").resources {
                                        it.putLimits("memory", Quantity.parse("64Mi"))
                                    }
                                }
                            }
                    }
            }
        }

        val applied = api.appsV1().deployments("default").apply(web, ApplyOptions.fieldManager("kotlin"))

        assertThat(applied.spec().replicas()).isEqualTo(3)
        assertThat(applied.spec().template().spec().containers()[0].image()).isEqualTo("nginx")
    }

    @Test
    fun watch_whenIsExhaustive() {
        configMaps.watch().use { watch ->
            configMaps.create(ConfigMap.of("a") {})

            val text = when (val event = watch.next()) {
                is WatchEvent.Added -> "added"
                is WatchEvent.Modified -> "modified"
                is WatchEvent.Deleted -> "deleted"
                is WatchEvent.Bookmark -> event.resourceVersion
                is WatchEvent.Error -> event.status.message()
                is WatchEvent.Undecodable -> event.name
                null -> "ended"
            }

            assertThat(text).isEqualTo("added")
        }
    }

    @Test
    fun errors_areUncheckedAndTyped() {
        val failure = assertThrows(ApiException::class.java) { configMaps.get("nothing") }

        assertThat(failure.isNotFound).isTrue()
    }

    @Test
    fun updateByFunction_andPatch() {
        configMaps.create(ConfigMap.of("a") {})

        configMaps.update("a") { it.toBuilder().putData("k", "v").build() }
        val patched = configMaps.patch("a", Patch.merge("""{"data":{"m":"1"}}"""))

        assertThat(patched.data()).containsEntry("k", "v").containsEntry("m", "1")
    }

    @Test
    fun fanOut_takesATrailingLambda() {
        val names = (1..20).map { "item-$it" }

        val created = FanOut.inFlight(8).map(names) { configMaps.create(ConfigMap.of(it) {}) }

        assertThat(created.map { it.metadata().name() }).isEqualTo(names)
    }

    @Test
    fun dynamicObjects() {
        val maps = client.dynamic().forName("cm", "default")
        maps.create(Unstructured.parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}"""))

        val value: String? = maps.get("a").getString("data", "k")

        assertThat(value).isEqualTo("v")
    }

    @Test
    fun logs_areTextAndLines() {
        val pods = api.coreV1().pods("default")
        pods.create(Pod.of("web") { p -> p.spec { s -> s.addContainers { it.name("c").image("nginx") } } })
        server.appendLog("default", "web", "c", "one\ntwo\n")
        server.endLog("default", "web", "c")

        val text: String = pods.log().read("web") { it.tailLines(1) }
        val lines = pods.log().follow("web").use { it.toList() }

        assertThat(text).isEqualTo("two\n")
        assertThat(lines).containsExactly("one", "two")
    }

    @Test
    fun informer_keepsACopy() {
        configMaps.create(ConfigMap.of("a") {})
        SharedInformerFactory.of(client).use { informers ->
            val maps = informers.informer(CoreV1.CONFIG_MAPS)
            informers.start().awaitSync(Duration.ofSeconds(30))

            val found: ConfigMap? = maps.lister().get("default", "a")

            assertThat(found?.metadata()?.name()).isEqualTo("a")
        }
    }

    @Test
    fun controller_makesWhatShouldBe() {
        WorkQueue.create<ObjectKey>().use { queue ->
            val controller = Thread.ofVirtual().start { runServiceAddresses(client, queue) }

            api.coreV1().services("default").create(Service.of("web") { s -> s.spec { it.clusterIP("None") } })

            val address = configMaps.waitUpTo(Duration.ofSeconds(20)).until("web") { it.data["address"] != null }
            assertThat(address.data["address"]).isEqualTo("web.default.svc")
            queue.close()
            controller.join()
        }
    }
}
