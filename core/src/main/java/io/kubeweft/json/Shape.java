package io.kubeweft.json;

/** What of a codec's is read: one value, a list of them, or a map to them. */
enum Shape {
  VALUE,
  LIST,
  MAP
}
