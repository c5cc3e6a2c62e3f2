package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What pods and templates of pods must be like (pkg/apis/core/validation). */
final class PodRules {
  private static final List<String> RESTARTS = List.of("Always", "OnFailure", "Never");
  private static final List<String> DNS =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");

  private PodRules() {}

  static void check(Causes causes, String path, JsonObject spec) {
    Set<String> volumes = volumes(causes, path + ".volumes", spec.getArray("volumes"));
    JsonArray containers = spec.getArray("containers");
    if (containers.isEmpty()) {
      causes.required(path + ".containers", "");
    }
    Set<String> names = new HashSet<>();
    ContainerRules.check(causes, path + ".containers", containers, volumes, names);
    ContainerRules.check(
        causes, path + ".initContainers", spec.getArray("initContainers"), volumes, names);
    known(causes, path + ".restartPolicy", spec, RESTARTS);
    known(causes, path + ".dnsPolicy", spec, DNS);
    MetadataRules.labels(causes, path + ".nodeSelector", spec.getObject("nodeSelector"));
    name(causes, path, spec, "serviceAccountName", true);
    name(causes, path, spec, "nodeName", true);
    Long deadline = spec.getLong("activeDeadlineSeconds");
    if (deadline != null) {
      Numbers.range(causes, path + ".activeDeadlineSeconds", deadline, 1, Integer.MAX_VALUE);
    }
    name(causes, path, spec, "hostname", false);
    name(causes, path, spec, "subdomain", false);
    name(causes, path, spec, "priorityClassName", true);
  }

  private static void name(
      Causes causes, String path, JsonObject spec, String field, boolean withDots) {
    String name = spec.getString(field);
    if (name != null && !name.isEmpty()) {
      List<String> wrong = withDots ? Names.subdomain(name) : Names.label(name);
      causes.invalid(path + "." + field, name, wrong);
    }
  }

  /** Checks that a text, if there is one, is one of those that mean something. */
  static void known(Causes causes, String path, JsonObject object, List<String> values) {
    String text = object.getString(path.substring(path.lastIndexOf('.') + 1));
    if (text != null && !text.isEmpty() && !values.contains(text)) {
      causes.notSupported(path, new JsonString(text), values);
    }
  }

  private static Set<String> volumes(Causes causes, String path, JsonArray volumes) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      String name = text((JsonObject) volumes.get(i), "name");
      String at = Paths.index(path, i) + ".name";
      List<String> wrong = Names.label(name);
      if (name.isEmpty()) {
        causes.required(at, "");
      } else if (!wrong.isEmpty()) {
        causes.invalid(at, name, wrong);
      } else if (!names.add(name)) {
        causes.duplicate(at, new JsonString(name));
      }
    }
    return names;
  }

  static String text(JsonObject object, String field) {
    String text = object.getString(field);
    return text == null ? "" : text;
  }
}
