package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sends a request, impersonation included.
 *
 * @param user name
 * @param uid of the user; empty for none
 * @param groups of the user
 * @param extra what else is known: lists of texts by name
 */
public record Caller(String user, String uid, List<String> groups, JsonObject extra) {
  static final String AUTHENTICATED = "system:authenticated";
  static final String ACCOUNT = "system:serviceaccount:";
  static final Caller ANONYMOUS =
      new Caller("system:anonymous", "", List.of("system:unauthenticated"), JsonObject.EMPTY);

  /**
   * Makes a user that has shown who it is.
   *
   * @param user name
   * @param groups of the user, besides the one of all who are known
   */
  public static Caller known(String user, List<String> groups) {
    List<String> all = new ArrayList<>(groups);
    if (!all.contains(AUTHENTICATED)) {
      all.add(AUTHENTICATED);
    }
    return new Caller(user, "", List.copyOf(all), JsonObject.EMPTY);
  }

  /** The groups that a service account is in. */
  static List<String> accountGroups(String namespace) {
    return List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace);
  }

  /** Who it is, as reviews say it. */
  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("username", user);
    if (!uid.isEmpty()) {
      json.put("uid", uid);
    }
    json.put("groups", JsonArray.ofStrings(groups.toArray(String[]::new)));
    if (!extra.isEmpty()) {
      json.put("extra", extra);
    }
    return json.build();
  }
}
