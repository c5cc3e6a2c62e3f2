package io.kubeweft.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Pods as an API server writes them: 6.3 kB of JSON, two containers, two field managers.
 *
 * <p>The same number always gives the same pod. Applications, images, probes and tolerations repeat
 * from pod to pod as they do in a cluster; names, uids, addresses, container ids and checksums do
 * not. The resourceVersion and an annotation for a time have a fixed width, so that a later version
 * of a pod is the same bytes with other digits.
 */
public final class PodText {
  /** The annotation that carries the time at which an event was sent. */
  public static final String SENT = "bench.example/ts";

  /** The resourceVersion of pod 0; each pod's is one higher than that of the pod before. */
  public static final long FIRST_VERSION = 2_000_000_000L;

  private static final int VERSION_DIGITS = 10;
  private static final int SENT_DIGITS = 19;
  static final int NAMESPACES = 50;
  private static final String[] DOMAINS = {
    "basket",
    "billing",
    "catalog",
    "delivery",
    "export",
    "feed",
    "geo",
    "identity",
    "mail",
    "price",
    "rating",
    "report",
    "stock",
    "tax",
    "voucher"
  };
  private static final String[] TIERS = {"api", "batch", "cache", "gateway", "stream", "web"};

  private final byte[] json;
  private final String namespace;
  private final String name;
  private final int versionAt;
  private final int sentAt;
  private final int reportedAt;
  private final int readySinceAt;
  private final int restartsAt;

  private PodText(String json, String namespace, String name) {
    this.json = json.getBytes(StandardCharsets.UTF_8);
    this.namespace = namespace;
    this.name = name;
    this.versionAt = json.indexOf("\"resourceVersion\":\"") + "\"resourceVersion\":\"".length();
    this.sentAt = json.indexOf(SENT) + SENT.length() + 3;
    this.reportedAt = secondsAfter("\"manager\":\"kubelet\"", "\"time\":\"", json);
    this.readySinceAt = secondsAfter("\"type\":\"Ready\"", "\"lastTransitionTime\":\"", json);
    this.restartsAt = json.lastIndexOf("\"restartCount\":") + "\"restartCount\":".length();
  }

  /** Where the seconds are of the time that comes with this field, after this text. */
  private static int secondsAfter(String text, String field, String json) {
    return json.indexOf(field, json.indexOf(text)) + field.length() + "2026-01-01T00:00:".length();
  }

  /** Returns pod number n. */
  public static PodText of(int n) {
    Random random = new Random(0x5EED + 31L * n);
    String application =
        DOMAINS[random.nextInt(DOMAINS.length)] + "-" + TIERS[random.nextInt(TIERS.length)];
    String hash = letters(random, 10);
    String replicas = application + "-" + hash;
    String name = replicas + "-" + letters(random, 5);
    String namespace = namespace(n);
    return new PodText(
        new PodWriter(random, n, application, hash, name, namespace).text(), namespace, name);
  }

  /** Returns the namespace of pod n: there are 50, of the same size. */
  public static String namespace(int n) {
    int number = n % NAMESPACES;
    return "team-" + (number < 10 ? "00" : "0") + number;
  }

  static String letters(Random random, int length) {
    String alphabet = "bcdfghjklmnpqrstvwxz2456789";
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Returns its namespace. */
  public String namespace() {
    return namespace;
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns how long its text is, in bytes. */
  public int length() {
    return json.length;
  }

  /** Returns its text, which is the caller's. */
  public byte[] bytes() {
    return json.clone();
  }

  /** The text itself, for those who only read it. */
  byte[] shared() {
    return json;
  }

  /**
   * Makes this a later version of the pod.
   *
   * @param version its resourceVersion, of ten digits
   * @param sentNanos goes into the annotation {@link #SENT}
   */
  public void update(long version, long sentNanos) {
    digits(version, versionAt, VERSION_DIGITS);
    digits(sentNanos, sentAt, SENT_DIGITS);
  }

  /**
   * Makes its status a later one, too: when its kubelet spoke, since when it is ready, and how
   * often it was started again.
   *
   * @param number any, and another one than the last time
   */
  public void updateStatus(long number) {
    digits(number % 60, reportedAt, 2);
    digits(number % 60, readySinceAt, 2);
    digits(number, restartsAt, 1);
  }

  private void digits(long number, int at, int count) {
    long rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      json[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Returns a list of the first n pods as an API server answers it. */
  public static byte[] list(int n) {
    StringBuilder text = new StringBuilder(listHead(FIRST_VERSION + n, "", 0));
    for (int i = 0; i < n; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(new String(of(i).json, StandardCharsets.UTF_8));
    }
    return text.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static String listHead(long version, String continueToken, long remaining) {
    String more =
        continueToken.isEmpty()
            ? ""
            : ",\"continue\":\"" + continueToken + "\",\"remainingItemCount\":" + remaining;
    return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
        + version
        + "\""
        + more
        + "},\"items\":[";
  }
}
