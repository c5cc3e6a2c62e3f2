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
    String method, String pathAndQuery, Map<String, List<String>> headers, int status) {}
