package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonBoolean;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.util.List;

/** What the ownerReferences of an object say. */
final class Owners {
  private Owners() {}

  private static List<JsonObject> references(JsonObject object) {
    return object.getArray("metadata", "ownerReferences").values().stream()
        .map(each -> (JsonObject) each)
        .toList();
  }

  static List<String> uids(JsonObject object) {
    return references(object).stream().map(owner -> Trees.text(owner, "uid")).toList();
  }

  /** Whether nobody else owns an object. */
  static boolean isOnly(JsonObject object, String uid) {
    return uids(object).stream().allMatch(uid::equals);
  }

  /** Whether an owner that is deleted in the foreground waits for an object. */
  static boolean isBlocked(JsonObject object, String uid) {
    return references(object).stream()
        .filter(owner -> Trees.text(owner, "uid").equals(uid))
        .anyMatch(owner -> owner.get("blockOwnerDeletion") == JsonBoolean.TRUE);
  }

  /** The object for which no owner waits. */
  static JsonObject unblocked(JsonObject object) {
    JsonArray owners = object.getArray("metadata", "ownerReferences");
    return Trees.withMeta(
        object,
        "ownerReferences",
        Trees.each(owners, owner -> owner.with("blockOwnerDeletion", JsonBoolean.FALSE)));
  }

  static JsonObject without(JsonObject object, String uid) {
    List<JsonValue> left =
        object.getArray("metadata", "ownerReferences").values().stream()
            .filter(owner -> !Trees.text((JsonObject) owner, "uid").equals(uid))
            .toList();
    return Trees.withMeta(
        object, "ownerReferences", left.isEmpty() ? null : JsonArray.copyOf(left));
  }
}
