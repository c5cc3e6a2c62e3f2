package io.kubeweft.config;

import io.kubeweft.json.Immutable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom every request acts as, in place of who sends it (who needs the right to impersonate).
 *
 * @param user name
 * @param uid or null
 * @param groups of the user
 * @param extra further attributes
 */
public record Impersonation(
    String user, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {
  /** Checks and copies. */
  public Impersonation {
    if (user.isEmpty()) {
      throw new ConfigException(
          "impersonation of a uid, groups or extra needs a user: set 'as' too", null);
    }
    groups = List.copyOf(groups);
    extra = Objects.requireNonNull(Immutable.map(extra));
  }

  /**
   * Returns the impersonation of a user with the groups that the server gives to it.
   *
   * @param user name, such as {@code system:serviceaccount:default:builder}
   */
  public static Impersonation of(String user) {
    return new Impersonation(user, null, List.of(), Map.of());
  }
}
