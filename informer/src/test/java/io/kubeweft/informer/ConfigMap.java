package io.kubeweft.informer;

import io.kubeweft.meta.GroupVersionResource;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ObjectMeta;
import io.kubeweft.resource.ResourceType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a user would write one by hand, who is wrong about {@code binaryData}: objects that
 * have it can not be read.
 */
record ConfigMap(
    String apiVersion,
    String kind,
    ObjectMeta metadata,
    @Nullable Map<String, String> data,
    @Nullable Integer binaryData)
    implements KubernetesObject {
  static final ResourceType.Namespaced<ConfigMap> TYPE =
      ResourceType.namespaced(
          new GroupVersionResource("", "v1", "configmaps"), "ConfigMap", ConfigMap.class);

  static ConfigMap of(String name, Map<String, String> data) {
    return new ConfigMap("v1", "ConfigMap", ObjectMeta.of(m -> m.name(name)), data, null);
  }

  ConfigMap withData(Map<String, String> newData) {
    return new ConfigMap(apiVersion, kind, metadata, newData, null);
  }
}
