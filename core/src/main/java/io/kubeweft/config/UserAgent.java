package io.kubeweft.config;

import java.lang.module.ModuleDescriptor;

/** How the program is named where it does not name itself. */
final class UserAgent {
  static final String DEFAULT =
      "kubeweft/"
          + version()
          + " ("
          + property("os.name")
          + "/"
          + property("os.arch")
          + "; java "
          + Runtime.version().feature()
          + ")";

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

  /** What is not plain becomes a dash; a pattern would be the only one of a program's start. */
  private static String property(String name) {
    StringBuilder plain = new StringBuilder(System.getProperty(name, "unknown"));
    for (int i = 0; i < plain.length(); i++) {
      if (!isPlain(plain.charAt(i))) {
        plain.setCharAt(i, '-');
      }
    }
    return plain.toString();
  }

  private static boolean isPlain(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
