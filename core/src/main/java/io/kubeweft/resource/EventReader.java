package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.Json;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonCodecs;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.JsonValue;
import io.kubeweft.json.JsonWriter;
import io.kubeweft.json.RecurringParts;
import io.kubeweft.json.UnchangedParts;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.Status;
import org.jspecify.annotations.Nullable;

/** Decodes one frame of a watch: {@code {"type":"ADDED","object":{...}}}. */
final class EventReader<T extends KubernetesObject> {
  private static final FieldNames NAMES = FieldNames.of("type", "object");
  private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private final String kind;
  private final JsonCodec<T> codec;
  private final DecodeOptions options;

  /** Made for the first update; null if nothing is to be used again. */
  private @Nullable UnchangedParts unchanged;

  /** Whether only objects that are new have come: an initial state, most likely. */
  private boolean initial = true;

  /** Made for the first of them, and forgotten after the last. */
  private @Nullable RecurringParts recurring;

  EventReader(ResourceType<T> type, DecodeOptions options) {
    this.kind = type.kind().kind();
    this.codec = type.codec();
    this.options = options;
  }

  /** Decodes a frame. What can not be read is an event, too. */
  WatchEvent<T> read(byte[] buffer, int offset, int length) {
    try (JsonReader in = JsonReader.of(buffer, offset, length, options)) {
      return in.attempt(
          () -> {
            in.begin();
            return in.readElement(new EventCodec());
          });
    } catch (DecodeException e) {
      return undecodable(buffer, offset, length, e);
    }
  }

  private final class EventCodec implements JsonCodec<WatchEvent<T>> {
    @Override
    public WatchEvent<T> read(JsonReader in) {
      String type = null;
      T object = null;
      JsonValue tree = null;
      in.beginObject();
      for (int position = in.nextField(NAMES, JsonReader.START);
          position != JsonReader.END;
          position = in.nextField(NAMES, position)) {
        if (position == 0) {
          type = in.string();
          reuse(type, in);
        } else if (position == 1 && type != null && isChange(type)) {
          object =
              type.equals("MODIFIED") && options.reuseUnchanged()
                  ? in.changed(codec, unchanged())
                  : in.value(codec);
        } else if (position == 1) {
          tree = in.value(JsonCodecs.VALUE);
        } else {
          in.skip();
        }
      }
      if (type == null) {
        throw new DecodeException("type", "a watch event needs a type", null);
      }
      if (object == null && tree != null && isChange(type)) {
        object = Json.fromTree(codec, tree);
      }
      return object != null ? change(type, object) : other(type, tree);
    }

    @Override
    public void write(JsonWriter out, WatchEvent<T> value) {
      throw new UnsupportedOperationException();
    }
  }

  private void reuse(@Nullable String type, JsonReader in) {
    initial = initial && "ADDED".equals(type);
    if (!initial) {
      recurring = null;
      return;
    }
    RecurringParts parts = recurring;
    if (parts == null) {
      parts = new RecurringParts();
      recurring = parts;
    }
    in.reuse(parts);
  }

  private UnchangedParts unchanged() {
    UnchangedParts parts = unchanged;
    if (parts == null) {
      parts = new UnchangedParts();
      unchanged = parts;
    }
    return parts;
  }

  private static boolean isChange(String type) {
    return type.equals("ADDED") || type.equals("MODIFIED") || type.equals("DELETED");
  }

  private WatchEvent<T> change(String type, T object) {
    if (!kind.isEmpty() && !object.kind().isEmpty() && !object.kind().equals(kind)) {
      throw new DecodeException(
          "object.kind", "expected " + kind + " but found " + object.kind(), null);
    }
    return switch (type) {
      case "ADDED" -> new WatchEvent.Added<>(object);
      case "MODIFIED" -> new WatchEvent.Modified<>(object);
      default -> deleted(object);
    };
  }

  private WatchEvent<T> deleted(T object) {
    if (unchanged != null) {
      unchanged.forget(object.metadata().uid());
    }
    return new WatchEvent.Deleted<>(object);
  }

  private WatchEvent<T> other(String type, @Nullable JsonValue tree) {
    if (!(tree instanceof JsonObject object)) {
      throw new DecodeException("object", "a watch event needs an object", null);
    }
    return switch (type) {
      case "BOOKMARK" -> bookmark(object);
      case "ERROR" -> new WatchEvent.Error<>(Json.fromTree(Status.CODEC, object));
      default -> throw new DecodeException("type", "unknown type of watch event", null);
    };
  }

  private WatchEvent<T> bookmark(JsonObject object) {
    String version = object.getString("metadata", "resourceVersion");
    if (version == null || version.isEmpty()) {
      throw new DecodeException(
          "object.metadata.resourceVersion", "a bookmark needs a resourceVersion", null);
    }
    String end = object.getString("metadata", "annotations", INITIAL_EVENTS_END);
    return new WatchEvent.Bookmark<>(version, "true".equals(end));
  }

  /** What can still be said of an event: enough to report it and to go on after it. */
  private WatchEvent<T> undecodable(byte[] buffer, int offset, int length, DecodeException cause) {
    JsonObject event;
    try (JsonReader in = JsonReader.of(buffer, offset, length, DecodeOptions.DEFAULT)) {
      event = in.read(JsonCodecs.OBJECT);
    } catch (DecodeException broken) {
      event = null;
    }
    JsonObject tree = event == null ? JsonObject.EMPTY : event;
    return new WatchEvent.Undecodable<>(
        text(tree.getString("type")),
        text(tree.getString("object", "metadata", "namespace")),
        text(tree.getString("object", "metadata", "name")),
        text(tree.getString("object", "metadata", "resourceVersion")),
        cause);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
