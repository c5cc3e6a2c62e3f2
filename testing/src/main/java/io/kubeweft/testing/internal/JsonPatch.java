package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON patches (RFC 6902) and merge patches (RFC 7396). */
final class JsonPatch {
  private JsonPatch() {}

  /** Applies a merge patch. */
  static JsonObject merge(JsonObject target, JsonObject patch) {
    JsonObject result = target;
    for (var member : patch.members().entrySet()) {
      String name = member.getKey();
      JsonValue value = member.getValue();
      if (value instanceof JsonNull) {
        result = result.without(name);
      } else if (value instanceof JsonObject inner) {
        JsonObject old = target.get(name) instanceof JsonObject o ? o : JsonObject.EMPTY;
        result = result.with(name, merge(old, inner));
      } else {
        result = result.with(name, value);
      }
    }
    return result;
  }

  /**
   * Applies a JSON patch.
   *
   * @throws ApiFailure 422 if an operation can not be applied, 400 if it is malformed
   */
  static JsonObject apply(JsonObject target, JsonArray operations) {
    JsonValue result = target;
    for (JsonValue each : operations) {
      if (!(each instanceof JsonObject operation)) {
        throw ApiFailure.badRequest("a JSON patch is a list of operations");
      }
      result = apply(result, operation);
    }
    if (!(result instanceof JsonObject object)) {
      throw failed("the whole object can not be replaced by something else");
    }
    return object;
  }

  private static JsonValue apply(JsonValue target, JsonObject operation) {
    List<String> path = pointer(Trees.text(operation, "path"));
    String op = Trees.text(operation, "op");
    return switch (op) {
      case "add" -> edit(target, path, 0, Edit.ADD, required(operation, "value"));
      case "replace" -> edit(target, path, 0, Edit.REPLACE, required(operation, "value"));
      case "remove" -> edit(target, path, 0, Edit.REMOVE, null);
      case "copy" -> edit(target, path, 0, Edit.ADD, find(target, from(operation)));
      case "move" -> {
        JsonValue moved = find(target, from(operation));
        JsonValue without = edit(target, from(operation), 0, Edit.REMOVE, null);
        yield edit(without, path, 0, Edit.ADD, moved);
      }
      case "test" -> {
        if (!find(target, path).equals(required(operation, "value"))) {
          throw failed("testing path " + Trees.text(operation, "path") + " value failed");
        }
        yield target;
      }
      default -> throw ApiFailure.badRequest("unknown operation \"" + op + "\" in a JSON patch");
    };
  }

  private static List<String> from(JsonObject operation) {
    return pointer(Trees.text(operation, "from"));
  }

  private static JsonValue required(JsonObject operation, String member) {
    JsonValue value = operation.get(member);
    if (value == null) {
      throw ApiFailure.badRequest("an operation of a JSON patch has no " + member);
    }
    return value;
  }

  private static List<String> pointer(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.startsWith("/")) {
      throw ApiFailure.badRequest("a JSON pointer begins with a slash: " + text);
    }
    return Arrays.stream(text.substring(1).split("/", -1))
        .map(part -> part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private enum Edit {
    ADD,
    REPLACE,
    REMOVE
  }

  private static JsonValue find(JsonValue target, List<String> path) {
    JsonValue value = target;
    for (String step : path) {
      JsonValue next =
          switch (value) {
            case JsonObject object -> object.get(step);
            case JsonArray array -> array.get(index(step, array.size() - 1));
            default -> null;
          };
      if (next == null) {
        throw failed("the path /" + String.join("/", path) + " does not exist");
      }
      value = next;
    }
    return value;
  }

  private static JsonValue edit(
      JsonValue target, List<String> path, int depth, Edit edit, @Nullable JsonValue value) {
    if (depth == path.size()) {
      if (value == null) {
        throw failed("the whole object can not be removed");
      }
      return value;
    }
    boolean last = depth == path.size() - 1;
    String step = path.get(depth);
    return switch (target) {
      case JsonObject object -> {
        JsonValue old = object.get(step);
        if (old == null && (!last || edit != Edit.ADD)) {
          throw failed("the path /" + String.join("/", path) + " does not exist");
        }
        if (!last && old != null) {
          yield object.with(step, edit(old, path, depth + 1, edit, value));
        }
        yield value == null ? object.without(step) : object.with(step, value);
      }
      case JsonArray array -> {
        List<JsonValue> values = new ArrayList<>(array.values());
        boolean insert = last && edit == Edit.ADD;
        int index =
            step.equals("-") && insert
                ? values.size()
                : index(step, insert ? values.size() : values.size() - 1);
        if (!last) {
          values.set(index, edit(values.get(index), path, depth + 1, edit, value));
        } else if (value == null) {
          values.remove(index);
        } else if (insert) {
          values.add(index, value);
        } else {
          values.set(index, value);
        }
        yield JsonArray.copyOf(values);
      }
      default -> throw failed("the path /" + String.join("/", path) + " does not exist");
    };
  }

  private static int index(String step, int most) {
    if (!step.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(step) > most) {
      throw failed("no element " + step);
    }
    return Integer.parseInt(step);
  }

  /** kube-apiserver does not tell what is wrong; here it is seen in a debugger. */
  private static ApiFailure failed(String problem) {
    ApiFailure failure =
        ApiFailure.of(
            422, "Invalid", "the server rejected our request due to an error in our request");
    failure.addSuppressed(new IllegalArgumentException(problem));
    return failure;
  }
}
