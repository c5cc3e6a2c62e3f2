package io.kubeweft.benchmarks.jmh;

import io.kubeweft.api.core.v1.Pod;

/** A cache of our pods. */
public interface KubeweftPodCache extends PodCache<Pod> {
  @Override
  default String namespace(Pod pod) {
    return String.valueOf(pod.metadata().namespace());
  }

  @Override
  default String name(Pod pod) {
    return pod.metadata().name();
  }

  @Override
  default String node(Pod pod) {
    return String.valueOf(pod.spec().nodeName());
  }
}
