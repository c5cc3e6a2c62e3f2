package io.kubeweft.config;

import java.lang.module.ModuleDescriptor;

/** How the program is named where it does not name itself. */
final class UserAgent {
  static final String DEFAULT =
      "kubeweft/%s (%s/%s; java %s)"
          .formatted(version(), property("os.name"), property("os.arch"), feature());

  private UserAgent() {}

  /** A module knows its version by itself; on the class path the manifest of the jar says it. */
  private static String version() {
    ModuleDescriptor module = UserAgent.class.getModule().getDescriptor();
    String version =
        module == null
            ? UserAgent.class.getPackage().getImplementationVersion()
            : module.rawVersion().orElse("dev");
    return version == null ? "dev" : version;
  }

  private static int feature() {
    return Runtime.version().feature();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown").replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
