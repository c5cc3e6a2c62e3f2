package io.kubeweft.internal.call;

import io.kubeweft.KubernetesException;
import io.kubeweft.internal.transport.Failure;
import io.kubeweft.rest.ApiException;
import io.kubeweft.rest.ResponseHead;
import io.kubeweft.rest.RestRequest.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come of one attempt. */
sealed interface Outcome<R> {
  record Done<R>(R value) implements Outcome<R> {}

  /** Without credentials if the request had brought its own, which nobody can refresh. */
  record Rejected<R>(ApiException failure, ResponseHead head, @Nullable List<Parameter> credentials)
      implements Outcome<R> {}

  record Failed<R>(KubernetesException failure, Failure kind) implements Outcome<R> {}
}
