package io.kubeweft.examples;

import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.resource.ResourceType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of one's own for a resource: Jackson reads and writes the fields that matter here.
 *
 * @param apiVersion {@code v1}
 * @param kind {@code ConfigMap}
 * @param metadata name, labels and the like
 * @param data names and values
 */
public record ConfigMap(
    String apiVersion, String kind, ObjectMeta metadata, @Nullable Map<String, String> data)
    implements KubernetesObject {
  /** The resource, with its scope and its Java type. */
  public static final ResourceType.Namespaced<ConfigMap> TYPE =
      ResourceType.namespaced(
          new GroupVersionResource("", "v1", "configmaps"), "ConfigMap", ConfigMap.class);

  /**
   * Returns a config map.
   *
   * @param name of the object
   * @param data names and values
   */
  public static ConfigMap of(String name, Map<String, String> data) {
    return new ConfigMap("v1", "ConfigMap", ObjectMeta.of(m -> m.name(name)), data);
  }

  /**
   * Returns the same with one more value.
   *
   * @param key its name
   * @param value its value
   */
  public ConfigMap with(String key, String value) {
    Map<String, String> more = data == null ? new HashMap<>() : new HashMap<>(data);
    more.put(key, value);
    return new ConfigMap(apiVersion, kind, metadata, more);
  }
}
