package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON patches (RFC 6902) and merge patches (RFC 7396), where it matters as kube-apiserver's
 * library has them (evanphx/json-patch): a member that is not there counts as null, so that it can
 * be replaced and tested for, and elements are counted from the end by negative numbers.
 */
final class JsonPatch {
  private static final int MOST_OPERATIONS = 10_000;

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
   * @throws ApiFailure 422 if an operation can not be applied, 400 if the patch is no list of
   *     operations, 413 if there are too many
   */
  static JsonObject apply(JsonObject target, JsonArray operations) {
    if (operations.size() > MOST_OPERATIONS) {
      throw ApiFailure.tooLarge(
          "The allowed maximum operations in a JSON patch is "
              + MOST_OPERATIONS
              + ", got "
              + operations.size());
    }
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
    List<String> path = pointer(operation, "path");
    String op = Trees.text(operation, "op");
    return switch (op) {
      case "add" -> edit(target, path, 0, Edit.ADD, value(operation));
      case "replace" -> edit(target, path, 0, Edit.REPLACE, value(operation));
      case "remove" -> edit(target, path, 0, Edit.REMOVE, null);
      case "copy" -> edit(target, path, 0, Edit.ADD, find(target, from(operation)));
      case "move" -> {
        JsonValue moved = find(target, from(operation));
        JsonValue without = edit(target, from(operation), 0, Edit.REMOVE, null);
        yield edit(without, path, 0, Edit.ADD, moved);
      }
      case "test" -> {
        if (!find(target, path).equals(value(operation))) {
          throw failed("testing path " + Trees.text(operation, "path") + " value failed");
        }
        yield target;
      }
      default -> throw failed("unknown operation " + op);
    };
  }

  private static List<String> from(JsonObject operation) {
    return pointer(operation, "from");
  }

  private static JsonValue value(JsonObject operation) {
    return orNull(operation.get("value"));
  }

  private static JsonValue orNull(@Nullable JsonValue value) {
    return value == null ? JsonNull.NULL : value;
  }

  private static List<String> pointer(JsonObject operation, String member) {
    if (!(operation.get(member) instanceof JsonString(String text))) {
      throw failed("an operation has no " + member);
    }
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.startsWith("/")) {
      throw failed("a JSON pointer begins with a slash: " + text);
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
      value =
          switch (value) {
            case JsonObject object -> orNull(object.get(step));
            case JsonArray array -> array.get(index(step, array.size() - 1));
            default -> throw missing(path);
          };
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
        if (old == null && (!last || edit == Edit.REMOVE)) {
          throw missing(path);
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
      default -> throw missing(path);
    };
  }

  /** The place of an element, counted from the end if it is negative. */
  private static int index(String step, int most) {
    int index = step.matches("-?(0|[1-9]\\d{0,8})") ? Integer.parseInt(step) : most + 1;
    int place = index < 0 ? most + 1 + index : index;
    if (place < 0 || place > most) {
      throw failed("no element " + step);
    }
    return place;
  }

  private static ApiFailure missing(List<String> path) {
    return failed("the path /" + String.join("/", path) + " does not exist");
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
