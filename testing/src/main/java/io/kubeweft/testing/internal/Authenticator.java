package io.kubeweft.testing.internal;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request: by client certificate, bearer token, or not at all.
 *
 * @param tokens and whose they are
 * @param accounts issues tokens, too
 * @param anonymous whether requests without credentials are let in
 */
record Authenticator(Map<String, Caller> tokens, AccountTokens accounts, boolean anonymous) {
  private static final List<String> OWN = List.of(AccountTokens.AUDIENCE);

  /**
   * Returns the sender, without impersonation.
   *
   * @throws ApiFailure 401 if it is unknown
   */
  Caller sender(ApiCall call, @Nullable X509Certificate certificate) {
    String authorization = call.header("Authorization");
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      Caller caller = owner(authorization.substring(7).strip(), OWN);
      if (caller == null) {
        throw ApiFailure.unauthorized();
      }
      return caller;
    }
    if (certificate != null) {
      return holder(certificate);
    }
    if (!anonymous) {
      throw ApiFailure.unauthorized();
    }
    return Caller.ANONYMOUS;
  }

  /** Returns whose token it is; null if nobody's. */
  @Nullable Caller owner(String token, List<String> audiences) {
    Caller known = tokens.get(token);
    return known == null ? accounts.caller(token, audiences) : known;
  }

  private static Caller holder(X509Certificate certificate) {
    String user = "";
    List<String> groups = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          user = part.getValue().toString();
        } else if (part.getType().equalsIgnoreCase("O")) {
          groups.add(part.getValue().toString());
        }
      }
    } catch (InvalidNameException e) {
      throw ApiFailure.unauthorized();
    }
    return Caller.known(user, groups);
  }
}
