package io.kubeweft.examples

import io.kubeweft.api.ClientSet
import io.kubeweft.api.apps.v1.Deployment
import io.kubeweft.api.core.v1.ConfigMap
import io.kubeweft.api.core.v1.CoreV1
import io.kubeweft.api.core.v1.Namespace
import io.kubeweft.client.FanOut
import io.kubeweft.client.KubeClient
import io.kubeweft.config.ClientConfig
import io.kubeweft.dynamic.Manifest
import io.kubeweft.dynamic.Unstructured
import io.kubeweft.examples.kotlin.cron.ops.v1.CronTab
import io.kubeweft.examples.kotlin.cron.ops.v1.OpsV1
import io.kubeweft.informer.SharedInformerFactory
import io.kubeweft.json.JsonCodecs
import io.kubeweft.resource.ApplyOptions
import io.kubeweft.resource.Patch
import io.kubeweft.resource.WatchEvent
import io.kubeweft.rest.ApiException
import io.kubeweft.rest.RestRequest
import java.nio.file.Path
import java.time.Duration
import io.kubeweft.examples.kotlin.cron.ClientSet as CronClientSet

/** The first ten minutes with Kubeweft, step by step as `Quickstart.java`, and a custom resource. */
internal class Quickstart(private val client: KubeClient, private val namespace: String) {
    private val api = ClientSet.of(client)
    private val configMaps = api.coreV1().configMaps(namespace)

    fun run() {
        rawRequests()
        val first = createAndRead()
        changeAndApply(first)
        watch()
        deploy()
        manyAtOnce()
        informer()
        errors()
        dynamic()
        discovery()
        customResource()
    }

    private fun rawRequests() {
        val version = client.rest().send(RestRequest.get("/version")).decode(JsonCodecs.OBJECT)
        say("Any request: the server is ${version.getString("gitVersion")}")
    }

    private fun createAndRead(): ConfigMap {
        val created = configMaps.create(colours("sky" to "blue"))
        say("Created ${created.metadata.name}, version ${created.metadata.resourceVersion}")
        return configMaps.get("colours")
    }

    private fun changeAndApply(first: ConfigMap) {
        val patched = configMaps.patch("colours", Patch.merge("""{"data":{"grass":"green"}}"""))
        say("Patched: ${patched.data}")

        // Reads again and repeats the edit when somebody else was faster.
        val updated = configMaps.update("colours") { it.toBuilder().putData("sun", "yellow").build() }
        say("Updated: ${updated.data}")

        val applied = configMaps.apply(colours("sea" to "teal"), ApplyOptions.fieldManager("quickstart"))
        say("Applied, beside what others own: ${applied.data}")
        check(applied.metadata.uid == first.metadata.uid) { "it is still the same object" }
    }

    private fun watch() {
        val from = configMaps.list().metadata.resourceVersion
        configMaps.watch { it.resourceVersion(from) }.use { watch ->
            configMaps.patch("colours", Patch.merge("""{"data":{"snow":"white"}}"""))
            configMaps.delete("colours")
            for (event in watch) {
                when (event) {
                    is WatchEvent.Modified -> say("Watched a change: ${event.item.data}")
                    is WatchEvent.Deleted -> {
                        say("Watched the deletion of ${event.item.metadata.name}")
                        return
                    }
                    else -> say("Watched $event")
                }
            }
        }
    }

    /** What is not set is not sent, so a model is its own apply configuration. */
    private fun deploy() {
        val deployments = api.appsV1().deployments(namespace)
        val web = Deployment.of("web") { d ->
            d.spec { spec ->
                spec.replicas(3)
                    .selector { it.putMatchLabels("app", "web") }
                    .template { template ->
                        template.metadata { it.putLabels("app", "web") }
                            .spec { pod -> pod.addContainers { it.name("web").image("nginx:1.29") } }
                    }
            }
        }
        val applied = deployments.apply(web, ApplyOptions.fieldManager("quickstart"))
        val replicas: Int? = deployments.scale().get("web").spec.replicas
        say("Deployed $replicas replicas of ${applied.spec.template.spec.containers.first().image}")
        deployments.delete("web")
    }

    private fun manyAtOnce() {
        FanOut.inFlight(16).within(Duration.ofMinutes(1)).each((0 until 50).toList()) {
            configMaps.create(ConfigMap.of("item-$it") {})
        }
        // Page by page, one object in memory at a time.
        val count = configMaps.items { it.limit(20) }.use { items ->
            items.count { it.metadata.name.startsWith("item-") }
        }
        say("Created $count objects at once on virtual threads, and read them in pages")
        check(count == 50) { "all were created" }
    }

    /** A local copy that follows the server: reading it costs no request. */
    private fun informer() {
        SharedInformerFactory.of(client).use { informers ->
            val maps = informers.informer(CoreV1.CONFIG_MAPS, namespace)
            informers.start().awaitSync(Duration.ofSeconds(30))
            val before = maps.lister().list().size
            val written = configMaps.create(ConfigMap.of("late") {})
            maps.await(written, Duration.ofSeconds(30))
            say("The informer knew $before objects, and has seen the one just written")
            checkNotNull(maps.lister().get(namespace, "late")) { "a reader sees its own write" }
        }
    }

    private fun errors() {
        try {
            configMaps.create(ConfigMap.of("item-1") {})
        } catch (e: ApiException) {
            say("An error says what and why: ${e.message}")
            check(e.isAlreadyExists) { "it has a predicate" }
        }
        val nothing: ConfigMap? = configMaps.find("nothing")
        check(nothing == null) { "find returns null for what is not there" }
    }

    private fun dynamic() {
        val service = Unstructured.parse(
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"$namespace"},
             "spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
            """,
        )
        val applied = client.dynamic().forObject(service).apply(service, ApplyOptions.fieldManager("quickstart"))
        val port: Long? = applied.getLong("spec", "ports", "0", "port")
        say("Without a class: service port $port")
    }

    private fun discovery() {
        val deployments = client.discovery().mapper().forName("deploy")
        val all = client.discovery().catalog().resources().size
        say("The server has $all resources; deploy is ${deployments.resource}")
    }

    /** Its types were generated before this was compiled. */
    private fun customResource() {
        val definition = Manifest.read(Path.of("../src/main/resources/io/kubeweft/examples/cron/crontabs.yaml"))
        client.dynamic().apply(definition, ApplyOptions.fieldManager("quickstart")).orThrow()
        client.dynamic().awaitReady(definition, Duration.ofSeconds(30)).orThrow()
        val tabs = CronClientSet.of(client).opsV1().cronTabs(namespace)
        SharedInformerFactory.of(client).use { informers ->
            val copy = informers.informer(OpsV1.CRON_TABS, namespace)
            informers.start().awaitSync(Duration.ofSeconds(30))
            copy.await(tabs.create(CronTab.of("nightly") { t -> t.spec { it.schedule("0 3 * * *") } }), Duration.ofSeconds(30))
            say("A resource of one's own: ${copy.lister().list().single().spec.schedule}")
        }
    }

    private fun colours(vararg data: Pair<String, String>): ConfigMap = ConfigMap.of("colours") { it.data(mapOf(*data)) }

    private fun say(line: String) = println("> $line")
}

/** Works in a fresh namespace of the cluster that the file's current context names, and deletes it again. */
internal fun quickstart(kubeconfig: Path) {
    KubeClient.connect(ClientConfig.fromFile(kubeconfig)).use { client ->
        val namespaces = ClientSet.of(client).coreV1().namespaces()
        val namespace = "kubeweft-quickstart-" + System.nanoTime().toString(36)
        namespaces.create(Namespace.of(namespace) {})
        try {
            Quickstart(client, namespace).run()
        } finally {
            namespaces.delete(namespace)
        }
    }
}
