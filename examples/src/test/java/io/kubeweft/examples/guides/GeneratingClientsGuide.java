package io.kubeweft.examples.guides;

import io.kubeweft.client.KubeClient;
import io.kubeweft.examples.cron.ClientSet;
import io.kubeweft.examples.cron.ops.v1.CronTab;
import io.kubeweft.examples.cron.ops.v1.CronTabClient;
import io.kubeweft.examples.cron.ops.v1.OpsV1;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import java.time.Duration;

/** What docs/guides/generating-clients.md shows; it is compiled, and not run. */
@SuppressWarnings("unused") // each piece is for the reader
final class GeneratingClientsGuide {
  private GeneratingClientsGuide() {}

  static void generated(KubeClient client) {
    CronTabClient tabs = ClientSet.of(client).opsV1().cronTabs("default");
    CronTab tab = tabs.create(CronTab.of("nightly", t -> t.spec(s -> s.schedule("0 3 * * *"))));
    tabs.status().update("nightly", t -> t.toBuilder().status(s -> s.replicas(1)).build());
    tabs.scale().update("nightly", s -> s.toBuilder().spec(spec -> spec.replicas(4)).build());
    try (SharedInformerFactory informers = SharedInformerFactory.of(client)) {
      SharedInformer<CronTab> copy = informers.informer(OpsV1.CRON_TABS);
      informers.start().awaitSync(Duration.ofSeconds(30));
      System.out.println(copy.lister().get("default", "nightly"));
    }
  }

  static void fieldsThatMayBeNull(CronTabClient tabs, CronTab tab) {
    tabs.update(
        "nightly", t -> t.toBuilder().spec(s -> s.timeoutSeconds(null)).build()); // no limit
    tabs.update(
        "nightly", t -> t.toBuilder().spec(s -> s.unsetTimeoutSeconds()).build()); // the default
    boolean unlimited = tab.spec().nullFields().contains("timeoutSeconds");
  }
}
