package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the containers of a pod must be like. */
final class ContainerRules {
  private static final List<String> PULLS = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> TIMES =
      List.of(
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold");

  private ContainerRules() {}

  /**
   * Checks a list of containers.
   *
   * @param volumes names of the pod's volumes
   * @param names of the containers before, to which those of this list are added
   */
  static void check(
      Causes causes, String path, JsonArray containers, Set<String> volumes, Set<String> names) {
    for (int i = 0; i < containers.size(); i++) {
      JsonObject container = (JsonObject) containers.get(i);
      String at = Paths.index(path, i);
      name(causes, at + ".name", PodRules.text(container, "name"), names);
      image(causes, at + ".image", PodRules.text(container, "image"));
      PodRules.known(causes, at + ".imagePullPolicy", container, PULLS);
      ports(causes, at + ".ports", container.getArray("ports"));
      environment(causes, at + ".env", container.getArray("env"));
      mounts(causes, at + ".volumeMounts", container.getArray("volumeMounts"), volumes);
      for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
        if (container.get(probe) instanceof JsonObject own) {
          probe(causes, at + "." + probe, own);
        }
      }
      QuantityRules.resources(causes, at + ".resources", container.getObject("resources"));
    }
  }

  private static void name(Causes causes, String at, String name, Set<String> names) {
    if (name.isEmpty()) {
      causes.required(at, "");
      return;
    }
    causes.invalid(at, name, Names.label(name));
    if (!names.add(name)) {
      causes.duplicate(at, new JsonString(name));
    }
  }

  private static void image(Causes causes, String at, String image) {
    if (image.isEmpty()) {
      causes.required(at, "");
    } else if (!image.strip().equals(image)) {
      causes.invalid(at, image, "must not have leading or trailing whitespace");
    }
  }

  private static void ports(Causes causes, String path, JsonArray ports) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonObject port = (JsonObject) ports.get(i);
      String at = Paths.index(path, i);
      String name = PodRules.text(port, "name");
      if (!name.isEmpty()) {
        List<String> wrong = Names.portName(name);
        causes.invalid(at + ".name", name, wrong);
        if (wrong.isEmpty() && !names.add(name)) {
          causes.duplicate(at + ".name", new JsonString(name));
        }
      }
      Long number = port.getLong("containerPort");
      if (number == null || number == 0) {
        causes.required(at + ".containerPort", "");
      } else {
        Numbers.range(causes, at + ".containerPort", number, 1, Numbers.MAX_PORT);
      }
      Long host = port.getLong("hostPort");
      if (host != null && host != 0) {
        Numbers.range(causes, at + ".hostPort", host, 1, Numbers.MAX_PORT);
      }
      PodRules.known(causes, at + ".protocol", port, PROTOCOLS);
    }
  }

  private static void environment(Causes causes, String path, JsonArray variables) {
    for (int i = 0; i < variables.size(); i++) {
      JsonObject variable = (JsonObject) variables.get(i);
      String at = Paths.index(path, i);
      String name = PodRules.text(variable, "name");
      if (name.isEmpty()) {
        causes.required(at + ".name", "");
      } else {
        causes.invalid(at + ".name", name, Names.environmentName(name));
      }
      if (variable.get("valueFrom") instanceof JsonObject source) {
        source(causes, at + ".valueFrom", source, PodRules.text(variable, "value"));
      }
    }
  }

  private static void source(Causes causes, String at, JsonObject source, String value) {
    if (source.isEmpty()) {
      causes.invalid(
          at,
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`,"
              + " `secretKeyRef` or `fileKeyRef`");
    } else if (!value.isEmpty()) {
      causes.invalid(at, "", "may not be specified when `value` is not empty");
    } else if (source.size() > 1) {
      causes.invalid(at, "", "may not have more than one field specified at a time");
    }
    for (String reference : List.of("configMapKeyRef", "secretKeyRef")) {
      if (source.get(reference) instanceof JsonObject own && PodRules.text(own, "key").isEmpty()) {
        causes.required(at + "." + reference + ".key", "");
      }
    }
  }

  private static void mounts(Causes causes, String path, JsonArray mounts, Set<String> volumes) {
    Set<String> places = new HashSet<>();
    for (int i = 0; i < mounts.size(); i++) {
      JsonObject mount = (JsonObject) mounts.get(i);
      String at = Paths.index(path, i);
      String name = PodRules.text(mount, "name");
      if (name.isEmpty()) {
        causes.required(at + ".name", "");
      }
      if (!volumes.contains(name)) {
        causes.notFound(at + ".name", new JsonString(name));
      }
      String place = PodRules.text(mount, "mountPath");
      if (place.isEmpty()) {
        causes.required(at + ".mountPath", "");
      }
      if (!places.add(place)) {
        causes.invalid(at + ".mountPath", place, "must be unique");
      }
    }
  }

  private static void probe(Causes causes, String at, JsonObject probe) {
    if (HANDLERS.stream().noneMatch(probe::has)) {
      causes.required(at, "must specify a handler type");
    }
    for (String handler : List.of("httpGet", "tcpSocket")) {
      if (probe.get(handler) instanceof JsonObject own) {
        port(causes, at + "." + handler + ".port", own.get("port"));
      }
    }
    TIMES.forEach(field -> Numbers.notNegative(causes, at, probe, field));
  }

  /** A port by number or name. */
  static void port(Causes causes, String at, @Nullable JsonValue port) {
    if (port instanceof JsonNumber number && number.isLong()) {
      Numbers.range(causes, at, number.longValue(), 1, Numbers.MAX_PORT);
    } else if (port instanceof JsonString(String name)) {
      causes.invalid(at, name, Names.portName(name));
    }
  }
}
