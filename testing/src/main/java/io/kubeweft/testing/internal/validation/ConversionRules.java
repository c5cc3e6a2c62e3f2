package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the versions of a definition may be converted (apiextensions validation.go). */
final class ConversionRules {
  private static final String STRATEGY = "spec.conversion.strategy";
  private static final String CLIENT = "spec.conversion.webhookClientConfig";
  private static final String VERSIONS = "spec.conversion.conversionReviewVersions";
  private static final String WEBHOOK = "Webhook";
  private static final List<String> STRATEGIES = List.of("None", WEBHOOK);

  /** The versions of a ConversionReview that kube-apiserver can send. */
  private static final Set<String> SENT = Set.of("v1", "v1beta1");

  private ConversionRules() {}

  static void check(Causes causes, JsonObject conversion) {
    String strategy = text(conversion, "strategy");
    if (strategy.isEmpty()) {
      causes.required(STRATEGY, "");
    } else if (!STRATEGIES.contains(strategy)) {
      causes.notSupported(STRATEGY, new JsonString(strategy), STRATEGIES);
    }
    JsonObject webhook = conversion.getObject("webhook");
    if (strategy.equals(WEBHOOK)) {
      called(causes, webhook);
    } else {
      for (String each : List.of("clientConfig", "conversionReviewVersions")) {
        if (webhook.has(each)) {
          causes.forbidden(
              each.equals("clientConfig") ? CLIENT : VERSIONS,
              "should not be set when strategy is not set to Webhook");
        }
      }
    }
  }

  private static void called(Causes causes, JsonObject webhook) {
    if (!(webhook.get("clientConfig") instanceof JsonObject client)) {
      causes.required(CLIENT, "required when strategy is set to Webhook");
    } else if (client.has("url") == client.has("service")) {
      causes.required(CLIENT, "exactly one of url or service is required");
    } else if (client.has("url")) {
      url(causes, text(client, "url"));
    } else {
      service(causes, client.getObject("service"));
    }
    reviews(causes, webhook.getArray("conversionReviewVersions"));
  }

  private static void url(Causes causes, String url) {
    String scheme = url.contains(":") ? url.substring(0, url.indexOf(':')) : "";
    if (!scheme.equals("https")) {
      causes.invalid(
          CLIENT + ".url",
          scheme,
          "'https' is the only allowed URL scheme; desired format: https://host[/path]");
    }
  }

  /** kube-apiserver names the other one of both fields. */
  private static void service(Causes causes, JsonObject service) {
    if (text(service, "namespace").isEmpty()) {
      causes.required(CLIENT + ".service.name", "");
    }
    if (text(service, "name").isEmpty()) {
      causes.required(CLIENT + ".service.namespace", "");
    }
  }

  private static void reviews(Causes causes, JsonArray versions) {
    if (versions.isEmpty()) {
      causes.required(VERSIONS, "");
      return;
    }
    Set<String> known = new HashSet<>();
    for (int i = 0; i < versions.size(); i++) {
      String version = plain(versions.get(i));
      String at = Paths.index(VERSIONS, i);
      if (!known.add(version)) {
        causes.invalid(at, version, "duplicate version");
      } else {
        causes.invalid(at, version, Names.label1035(version));
      }
    }
    if (known.stream().noneMatch(SENT::contains)) {
      causes.invalid(VERSIONS, versions, "must include at least one of v1, v1beta1");
    }
  }

  private static String text(JsonObject object, String field) {
    JsonValue value = object.get(field);
    return value == null ? "" : plain(value);
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonString(String text) ? text : value.toString();
  }
}
