package io.kubeweft.testing.internal.validation;

import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonString;
import io.kubeweft.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects why an object is invalid (apimachinery pkg/util/validation/field). */
public final class Causes {
  private final List<Cause> list = new ArrayList<>();

  /** Returns what was collected. */
  public List<Cause> list() {
    return List.copyOf(list);
  }

  /** Returns whether nothing was found. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** Adds what was found elsewhere. */
  public void addAll(Collection<Cause> causes) {
    list.addAll(causes);
  }

  /** A value is missing. */
  public void required(String field, String detail) {
    add("FieldValueRequired", field, "Required value", detail);
  }

  /** A value is malformed; null is shown as JSON shows it. */
  public void invalid(String field, @Nullable JsonValue value, String detail) {
    add("FieldValueInvalid", field, "Invalid value: " + shown(value), detail);
  }

  /** A text is malformed. */
  public void invalid(String field, String value, String detail) {
    invalid(field, new JsonString(value), detail);
  }

  /** A text is malformed in several ways. */
  public void invalid(String field, String value, List<String> details) {
    details.forEach(detail -> invalid(field, value, detail));
  }

  void typeInvalid(String field, JsonValue value, String detail) {
    add("FieldValueTypeInvalid", field, "Invalid value: " + shown(value), detail);
  }

  /** A value is none of those that are known. */
  public void notSupported(String field, JsonValue value, Collection<String> supported) {
    List<String> quoted = supported.stream().map(each -> new JsonString(each).toString()).toList();
    add(
        "FieldValueNotSupported",
        field,
        "Unsupported value: " + shown(value),
        quoted.isEmpty() ? "" : "supported values: " + String.join(", ", quoted));
  }

  /** A value must not be there, or not change. */
  public void forbidden(String field, String detail) {
    add("FieldValueForbidden", field, "Forbidden", detail);
  }

  /** A value is there twice. */
  public void duplicate(String field, JsonValue value) {
    add("FieldValueDuplicate", field, "Duplicate value: " + shown(value), "");
  }

  /** A value names something that does not exist. */
  public void notFound(String field, JsonValue value) {
    add("FieldValueNotFound", field, "Not found: " + shown(value), "");
  }

  /** A text is too long. */
  public void tooLong(String field, long most) {
    String unit = most == 1 ? " byte" : " bytes";
    add("FieldValueTooLong", field, "Too long", "may not be more than " + most + unit);
  }

  void tooMany(String field, long actual, long most) {
    String unit = most == 1 ? " item" : " items";
    add("FieldValueTooMany", field, "Too many: " + actual, "must have at most " + most + unit);
  }

  private static String shown(@Nullable JsonValue value) {
    return (value == null ? JsonNull.NULL : value).toString();
  }

  private void add(String reason, String field, String kind, String detail) {
    list.add(new Cause(reason, field, detail.isEmpty() ? kind : kind + ": " + detail));
  }
}
