package io.kubeweft.conformance;

import io.kubeweft.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fields that a server sends and the generated types do not know, at any depth. */
final class UnknownFields {
  private UnknownFields() {}

  static List<String> of(Object model) {
    List<String> found = new ArrayList<>();
    collect("", model, found);
    return found;
  }

  private static void collect(String path, Object value, List<String> found) {
    switch (value) {
      case null -> {}
      case List<?> list -> list.forEach(item -> collect(path + "[]", item, found));
      case Map<?, ?> map -> map.values().forEach(item -> collect(path + "{}", item, found));
      case Record model when !model.getClass().getName().startsWith("io.kubeweft.json.") -> {
        for (RecordComponent component : model.getClass().getRecordComponents()) {
          Object part = read(component, model);
          if (!component.getName().equals("unknownFields")) {
            collect(path + "." + component.getName(), part, found);
          } else if (part instanceof JsonObject unknown && !unknown.isEmpty()) {
            unknown.members().keySet().forEach(name -> found.add(path + "." + name));
          }
        }
      }
      default -> {}
    }
  }

  private static Object read(RecordComponent component, Record model) {
    try {
      return component.getAccessor().invoke(model);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("an accessor of a public record can not be called", e);
    }
  }
}
