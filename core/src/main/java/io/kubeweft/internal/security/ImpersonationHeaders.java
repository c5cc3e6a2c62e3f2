package io.kubeweft.internal.security;

import io.kubeweft.config.ConfigException;
import io.kubeweft.config.Impersonation;
import io.kubeweft.rest.RestRequest.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers that say whom a request acts as (transport/round_trippers.go in client-go). */
final class ImpersonationHeaders {
  private static final String TOKEN = "!#$&'*+-.^_`|~";

  private ImpersonationHeaders() {}

  static List<Parameter> of(@Nullable Impersonation impersonation) {
    if (impersonation == null) {
      return List.of();
    }
    List<Parameter> headers = new ArrayList<>();
    headers.add(new Parameter("Impersonate-User", impersonation.user()));
    if (impersonation.uid() != null) {
      headers.add(new Parameter("Impersonate-Uid", impersonation.uid()));
    }
    impersonation.groups().forEach(g -> headers.add(new Parameter("Impersonate-Group", g)));
    impersonation
        .extra()
        .forEach(
            (key, values) ->
                values.forEach(
                    v -> headers.add(new Parameter("Impersonate-Extra-" + escaped(key), v))));
    headers.forEach(ImpersonationHeaders::check);
    return List.copyOf(headers);
  }

  /** The JDK sends a question mark for what is not ASCII: requests would act as somebody else. */
  private static void check(Parameter header) {
    if (!TokenSource.isPrintable(header.value())) {
      throw new ConfigException(
          "impersonation: "
              + header.name()
              + ": the value has characters that a header can not hold",
          null);
    }
  }

  /** Percent-encodes what is not allowed in a header's name, and the percent sign. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || TOKEN.indexOf(c) >= 0;
      escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }
}
