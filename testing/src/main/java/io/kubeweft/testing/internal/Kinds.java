package io.kubeweft.testing.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of all kinds: of built-in ones from the facts, of custom ones from definitions. */
final class Kinds {
  private final Schemas schemas;
  private final Map<String, KindRules> builtIn = new ConcurrentHashMap<>();

  /** Replaced as a whole. */
  private volatile Map<String, KindRules> custom = Map.of();

  Kinds(Schemas schemas) {
    this.schemas = schemas;
  }

  void setCustom(Map<String, KindRules> declared) {
    custom = Map.copyOf(declared);
  }

  static String key(Resource resource) {
    return resource.apiVersion() + "/" + resource.plural();
  }

  boolean isCustom(Resource resource) {
    return custom.containsKey(key(resource));
  }

  KindRules of(Resource resource) {
    KindRules own = custom.get(key(resource));
    return own != null
        ? own
        : builtIn.computeIfAbsent(
            key(resource),
            key -> new BuiltInKind(resource, schemas.of(resource), Defaults.of(resource)));
  }
}
