package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Which container of a pod a request is about. */
final class Containers {
  private Containers() {}

  /**
   * The container that is named, or the only one.
   *
   * @throws ApiFailure 400 if there is no such one, or several
   */
  static String named(Target target, ApiCall call, JsonObject pod) {
    List<String> names = new ArrayList<>();
    for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (JsonValue each : pod.getArray("spec", field)) {
        names.add(Trees.text((JsonObject) each, "name"));
      }
    }
    String wanted = call.parameter("container");
    int running = pod.getArray("spec", "containers").size();
    if (wanted.isEmpty() && running != 1) {
      throw ApiFailure.badRequest(
          "a container name must be specified for pod %s, choose one of: %s"
              .formatted(target.objectName(), names.subList(0, running)));
    }
    String container = wanted.isEmpty() ? names.getFirst() : wanted;
    if (!names.contains(container)) {
      throw ApiFailure.badRequest(
          "container %s is not valid for pod %s".formatted(container, target.objectName()));
    }
    return container;
  }
}
