/**
 * JSON as Kubernetes uses it: exact trees ({@link io.kubeweft.json.JsonValue}), text to objects and
 * back ({@link io.kubeweft.json.Json}), and what generated models implement ({@link
 * io.kubeweft.json.JsonCodec} over {@link io.kubeweft.json.JsonReader} and {@link
 * io.kubeweft.json.JsonWriter}).
 */
@NullMarked
package io.kubeweft.json;

import org.jspecify.annotations.NullMarked;
