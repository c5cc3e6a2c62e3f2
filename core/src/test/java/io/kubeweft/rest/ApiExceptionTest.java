package io.kubeweft.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeweft.meta.Status;
import io.kubeweft.meta.StatusReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiExceptionTest {
  private static ApiException exception(int code, String reason) {
    Status status = Status.of(s -> s.code(code).reason(reason.isEmpty() ? null : reason));
    return new ApiException("x", status, new ResponseHead(code, Map.of()), null);
  }

  private static List<String> predicates(ApiException e) {
    Map<String, Predicate<ApiException>> all = new LinkedHashMap<>();
    all.put("isBadRequest", ApiException::isBadRequest);
    all.put("isUnauthorized", ApiException::isUnauthorized);
    all.put("isForbidden", ApiException::isForbidden);
    all.put("isNotFound", ApiException::isNotFound);
    all.put("isMethodNotAllowed", ApiException::isMethodNotAllowed);
    all.put("isNotAcceptable", ApiException::isNotAcceptable);
    all.put("isAlreadyExists", ApiException::isAlreadyExists);
    all.put("isConflict", ApiException::isConflict);
    all.put("isGone", ApiException::isGone);
    all.put("isExpired", ApiException::isExpired);
    all.put("isRequestEntityTooLarge", ApiException::isRequestEntityTooLarge);
    all.put("isUnsupportedMediaType", ApiException::isUnsupportedMediaType);
    all.put("isInvalid", ApiException::isInvalid);
    all.put("isTooManyRequests", ApiException::isTooManyRequests);
    all.put("isInternalError", ApiException::isInternalError);
    all.put("isServerTimeout", ApiException::isServerTimeout);
    all.put("isStorageReadError", ApiException::isStorageReadError);
    all.put("isServiceUnavailable", ApiException::isServiceUnavailable);
    all.put("isTimeout", ApiException::isTimeout);
    return all.entrySet().stream()
        .filter(p -> p.getValue().test(e))
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequest, isBadRequest",
    "400, '', isBadRequest",
    "401, Unauthorized, isUnauthorized",
    "403, Forbidden, isForbidden",
    "404, NotFound, isNotFound",
    "404, '', isNotFound",
    "404, SomethingNew, isNotFound",
    "405, MethodNotAllowed, isMethodNotAllowed",
    "406, NotAcceptable, isNotAcceptable",
    "409, AlreadyExists, isAlreadyExists",
    "409, Conflict, isConflict",
    "409, '', isConflict",
    "410, Gone, isGone",
    "410, Expired, isExpired",
    "410, '', isGone",
    "413, RequestEntityTooLarge, isRequestEntityTooLarge",
    "413, '', isRequestEntityTooLarge",
    "415, UnsupportedMediaType, isUnsupportedMediaType",
    "422, Invalid, isInvalid",
    "429, TooManyRequests, isTooManyRequests",
    "429, '', isTooManyRequests",
    "500, InternalError, isInternalError",
    "500, ServerTimeout, isServerTimeout",
    "500, StorageReadError, isStorageReadError",
    "500, '', isInternalError",
    "503, ServiceUnavailable, isServiceUnavailable",
    "504, Timeout, isTimeout",
    "504, '', isTimeout"
  })
  void predicates_codeAndReason_exactlyOneHolds(int code, String reason, String predicate) {
    assertThat(predicates(exception(code, reason))).containsExactly(predicate);
  }

  @Test
  void predicates_expiredWithoutReason_isNotGuessed() {
    assertThat(exception(410, "").isExpired()).isFalse();
    assertThat(exception(409, "").isAlreadyExists()).isFalse();
  }

  @Test
  void retryAfterAndCauses_comeFromTheDetails() {
    Status status =
        Status.of(
            s ->
                s.reason(StatusReason.CONFLICT)
                    .code(409)
                    .details(
                        d ->
                            d.retryAfterSeconds(3)
                                .addCauses(c -> c.reason("NamespaceTerminating"))));
    ApiException e = new ApiException("x", status, null, null);

    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(e.hasCause("NamespaceTerminating")).isTrue();
    assertThat(e.hasCause("Other")).isFalse();
    assertThat(e.code()).isEqualTo(409);
    assertThat(exception(404, "").retryAfter()).isNull();
  }
}
