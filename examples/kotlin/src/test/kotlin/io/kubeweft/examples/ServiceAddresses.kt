package io.kubeweft.examples

import io.kubeweft.api.ClientSet
import io.kubeweft.api.core.v1.ConfigMap
import io.kubeweft.api.core.v1.CoreV1
import io.kubeweft.client.KubeClient
import io.kubeweft.informer.ObjectKey
import io.kubeweft.informer.ResourceHandler
import io.kubeweft.informer.SharedInformerFactory
import io.kubeweft.workqueue.WorkQueue
import java.time.Duration

/** The controller of the guide: gives every service a ConfigMap of the same name. */
internal fun runServiceAddresses(client: KubeClient, queue: WorkQueue<ObjectKey>) {
    val api = ClientSet.of(client).coreV1()
    SharedInformerFactory.of(client).use { informers ->
        val services = informers.informer(CoreV1.SERVICES)
        services.addHandler(ResourceHandler.ofKeys(queue::add))
        informers.start().awaitSync(Duration.ofSeconds(30))

        queue.run(4) { key ->
            val service = services.lister().get(key.namespace, key.name) ?: return@run
            val address = "${service.metadata().name()}.${key.namespace}.svc"
            val wanted = ConfigMap.of(key.name) { it.putData("address", address) }
            api.configMaps(key.namespace).createOrUpdate(wanted) { found ->
                found.toBuilder().putData("address", address).build()
            }
        }
    }
}
