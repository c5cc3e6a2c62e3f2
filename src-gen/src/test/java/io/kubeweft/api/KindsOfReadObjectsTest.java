package io.kubeweft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeweft.api.apps.v1.Deployment;
import io.kubeweft.api.core.v1.Pod;
import io.kubeweft.api.core.v1.PodSpec;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.json.DecodeException;
import io.kubeweft.json.Yaml;
import org.junit.jupiter.api.Test;

/** What a document says it is, and what it is read as. */
class KindsOfReadObjectsTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      """;

  @Test
  void read_serviceAsPod_isRefused() {
    assertThatThrownBy(() -> Yaml.read(Pod.CODEC, SERVICE))
        .isInstanceOf(DecodeException.class)
        .hasMessage("kind: expected Pod but found Service");
    assertThatThrownBy(() -> Yaml.read(Unstructured.CODEC, SERVICE).to(Pod.CODEC))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void read_deploymentOfAnOldVersion_isRefused() {
    assertThatThrownBy(
            () -> Yaml.read(Deployment.CODEC, "{apiVersion: apps/v1beta1, kind: Deployment}"))
        .hasMessage("apiVersion: expected apps/v1 but found apps/v1beta1");
  }

  @Test
  void read_withoutKind_isOfItsType() {
    Pod pod = Yaml.read(Pod.CODEC, "metadata: {name: web}");
    PodSpec spec = Yaml.read(PodSpec.CODEC, "{nodeName: one, kind: any}");

    assertThat(pod.kind()).isEqualTo("Pod");
    assertThat(spec.nodeName()).isEqualTo("one");
  }
}
