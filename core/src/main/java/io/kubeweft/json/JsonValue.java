package io.kubeweft.json;

/**
 * An immutable JSON value: an exact tree, without a schema.
 *
 * <p>Numbers keep their literal text and objects the order of their members. {@code equals} is
 * equality of JSON trees: the order of members does not count, and numbers are compared by value.
 * {@code toString} is compact JSON.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
