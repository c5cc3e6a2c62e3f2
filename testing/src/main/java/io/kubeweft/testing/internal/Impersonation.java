package io.kubeweft.testing.internal;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whom the sender of a request acts as, by the {@code Impersonate-} headers. */
final class Impersonation {
  private static final String EXTRA = "impersonate-extra-";

  private Impersonation() {}

  /**
   * Returns whom a request is to be done for.
   *
   * @throws ApiFailure 403 if the sender may not act as somebody else, 400 if it does not say as
   *     whom
   */
  static Caller effective(ApiCall call, Caller sender, Authorizer authorizer) {
    String user = call.header("Impersonate-User");
    List<String> groups = call.headers().getOrDefault("impersonate-group", List.of());
    String uid = call.header("Impersonate-Uid");
    JsonObject extra = extra(call);
    if (user.isEmpty()) {
      if (!groups.isEmpty() || !uid.isEmpty() || !extra.isEmpty()) {
        throw ApiFailure.badRequest(
            "requested &user.DefaultInfo{Name:\"\", UID:\""
                + uid
                + "\", Groups:[]string{"
                + String.join(", ", groups.stream().map(g -> "\"" + g + "\"").toList())
                + "}, Extra:map[string][]string(nil)} without impersonating a user name");
      }
      return sender;
    }
    check(call, sender, authorizer, user, groups, uid, extra);
    return new Caller(user, uid, allGroups(user, groups), extra);
  }

  private static void check(
      ApiCall call,
      Caller sender,
      Authorizer authorizer,
      String user,
      List<String> groups,
      String uid,
      JsonObject extra) {
    List<Action> needed = new ArrayList<>();
    String[] account = user.split(":", -1);
    boolean isAccount = user.startsWith(Caller.ACCOUNT) && account.length == 4;
    needed.add(
        isAccount
            ? impersonate("", "serviceaccounts", account[2], account[3])
            : impersonate("", "users", "", user));
    groups.forEach(group -> needed.add(impersonate("", "groups", "", group)));
    if (!uid.isEmpty()) {
      needed.add(impersonate("authentication.k8s.io", "uids", "", uid));
    }
    extra
        .members()
        .forEach(
            (name, values) ->
                ((JsonArray) values)
                    .forEach(
                        value ->
                            needed.add(
                                impersonate(
                                    "authentication.k8s.io",
                                    "userextras/" + name,
                                    "",
                                    Trees.plain(value)))));
    if (!needed.stream().allMatch(action -> authorizer.allows(sender, action))) {
      Action wanted = Action.of(call);
      String mode = isAccount ? "serviceaccount" : "user-info";
      authorizer.check(sender, wanted.withVerb("impersonate-on:" + mode + ":" + wanted.verb()));
    }
  }

  private static Action impersonate(String group, String resource, String namespace, String name) {
    int slash = resource.indexOf('/');
    String sub = slash < 0 ? "" : resource.substring(slash + 1);
    String plain = slash < 0 ? resource : resource.substring(0, slash);
    return new Action("impersonate", group, plain, sub, namespace, name, "");
  }

  private static List<String> allGroups(String user, List<String> groups) {
    List<String> all = new ArrayList<>(groups);
    String[] account = user.split(":", -1);
    if (groups.isEmpty() && user.startsWith(Caller.ACCOUNT) && account.length == 4) {
      all.addAll(Caller.accountGroups(account[2]));
    }
    String rest =
        user.equals(Caller.ANONYMOUS.user()) ? "system:unauthenticated" : Caller.AUTHENTICATED;
    if (!all.contains(rest)) {
      all.add(rest);
    }
    return List.copyOf(all);
  }

  private static JsonObject extra(ApiCall call) {
    JsonObject.Builder extra = JsonObject.builder();
    call.headers()
        .forEach(
            (name, values) -> {
              if (name.startsWith(EXTRA)) {
                String key =
                    URLDecoder.decode(
                        name.substring(EXTRA.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
                extra.put(key, JsonArray.ofStrings(values.toArray(String[]::new)));
              }
            });
    return extra.build();
  }
}
