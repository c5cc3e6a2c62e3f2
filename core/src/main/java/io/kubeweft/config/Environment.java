package io.kubeweft.config;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a program finds around itself.
 *
 * @param variables of the environment
 * @param home of the user
 * @param serviceAccount where a pod finds its token
 */
record Environment(Function<String, @Nullable String> variables, Path home, Path serviceAccount) {
  static final Environment SYSTEM =
      new Environment(
          System::getenv,
          home(System::getenv),
          Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));

  /** What HOME says, as for kubectl: the JDK does not ask it, but the list of users. */
  static Path home(Function<String, @Nullable String> variables) {
    String home = variables.apply("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home", "/") : home);
  }

  /** The value of a variable; null if it is not set or empty. */
  @Nullable String variable(String name) {
    String value = variables.apply(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
