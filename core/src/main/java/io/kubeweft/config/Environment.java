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
          Path.of(System.getProperty("user.home", "/")),
          Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));

  /** The value of a variable; null if it is not set or empty. */
  @Nullable String variable(String name) {
    String value = variables.apply(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
