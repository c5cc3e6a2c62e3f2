package io.kubeweft.testing.internal.validation;

/** Paths of fields as kube-apiserver writes them: {@code spec.containers[0].ports}. */
final class Paths {
  /** What stands for a path where there is none. */
  static final String NONE = "<nil>";

  private Paths() {}

  static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static String index(String path, int index) {
    return path + "[" + index + "]";
  }

  static String key(String path, String key) {
    return path + "[" + key + "]";
  }

  /** A path as the field of a cause. */
  static String shown(String path) {
    return path.isEmpty() ? NONE : path;
  }
}
