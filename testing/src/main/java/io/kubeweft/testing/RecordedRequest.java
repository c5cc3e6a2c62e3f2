package io.kubeweft.testing;

import java.util.List;
import java.util.Map;

/**
 * A request that a server has answered.
 *
 * @param method of HTTP
 * @param pathAndQuery with decoded parameters
 * @param headers by their names in lower case
 * @param status of the answer; 0 if it broke off before
 */
public record RecordedRequest(
    String method, String pathAndQuery, Map<String, List<String>> headers, int status) {
  /**
   * Returns whether this asks for a verb on a resource, not on a subresource of it.
   *
   * @param verb as authorisation calls it, such as {@code list} or {@code watch}
   * @param resource the plural name
   */
  public boolean is(String verb, String resource) {
    int query = pathAndQuery.indexOf('?');
    String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    List<String> segments = List.of(path.split("/", -1));
    int last = segments.size() - 1;
    boolean all = resource.equals(segments.get(last));
    boolean one = !all && last > 0 && resource.equals(segments.get(last - 1));
    return (all || one) && verb.equals(verb(all));
  }

  private String verb(boolean all) {
    return switch (method) {
      case "GET" ->
          pathAndQuery.contains("watch=true") || pathAndQuery.contains("watch=1")
              ? "watch"
              : all ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> all ? "deletecollection" : "delete";
      default -> "";
    };
  }
}
