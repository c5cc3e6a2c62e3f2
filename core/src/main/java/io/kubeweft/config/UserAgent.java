package io.kubeweft.config;

/** How the program is named where it does not name itself. */
final class UserAgent {
  static final String DEFAULT =
      "kubeweft/%s (%s/%s; java %s)"
          .formatted(version(), property("os.name"), property("os.arch"), feature());

  private UserAgent() {}

  private static String version() {
    String version = UserAgent.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  private static int feature() {
    return Runtime.version().feature();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown").replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
