package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one row, while they are filled. */
final class Cells {
  static final String UNKNOWN = "<unknown>";

  private final List<JsonValue> values = new ArrayList<>();
  private final JsonObject object;
  private final Instant now;

  Cells(JsonObject object, Instant now) {
    this.object = object;
    this.now = now;
  }

  JsonArray json() {
    return JsonArray.copyOf(values);
  }

  Cells name() {
    return text(Fields.text(object, "metadata", "name"));
  }

  Cells age() {
    return text(since("metadata", "creationTimestamp"));
  }

  Cells text(String text) {
    values.add(new JsonString(text));
    return this;
  }

  /** The text at a place, or what stands for its absence. */
  Cells text(String absent, String... path) {
    return text(Fields.textOr(object, absent, path));
  }

  Cells number(long number) {
    values.add(JsonNumber.of(number));
    return this;
  }

  /** The number at a place; 0 if there is none. */
  Cells number(String... path) {
    return number(Fields.number(object, 0, path));
  }

  Cells flag(boolean value) {
    values.add(JsonBoolean.of(value));
    return this;
  }

  Cells value(@Nullable JsonValue value) {
    values.add(value == null ? JsonNull.NULL : value);
    return this;
  }

  /** Names and images of the containers of a pod template. */
  Cells containers(String... templatePath) {
    List<JsonObject> containers =
        Fields.objects(object.getObject(templatePath), "spec", "containers");
    text(Fields.joined(containers, "name"));
    return text(Fields.joined(containers, "image"));
  }

  /** How long ago the time at a place is. */
  String since(String... path) {
    return since(Fields.text(object, path));
  }

  /** How long ago a time is. */
  String since(String timestamp) {
    return since(timestamp, now);
  }

  /** How long before now a time was; {@code <unknown>} if there is none. */
  static String since(String timestamp, Instant now) {
    if (timestamp.isEmpty()) {
      return UNKNOWN;
    }
    try {
      return HumanDuration.of(Duration.between(Instant.parse(timestamp), now));
    } catch (DateTimeException e) {
      return UNKNOWN;
    }
  }
}
