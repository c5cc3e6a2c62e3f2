package io.kubeweft.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/** Writes the place of a value as Kubernetes does: {@code spec.containers[2].image}. */
final class FieldPaths {
  private FieldPaths() {}

  static String of(@Nullable TokenStreamContext context) {
    StringBuilder path = new StringBuilder();
    append(path, context);
    return path.toString();
  }

  private static void append(StringBuilder path, @Nullable TokenStreamContext context) {
    if (context == null || context.inRoot()) {
      return;
    }
    append(path, context.getParent());
    if (context.inObject() && context.hasCurrentName()) {
      String name = context.currentName();
      if (name.indexOf('.') >= 0 || name.indexOf('/') >= 0 || name.isEmpty()) {
        path.append('[').append(name).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    } else if (context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    }
  }
}
