/** The Kubernetes API, generated: models and typed clients. */
module io.kubeweft.api {
  requires transitive io.kubeweft.core;
  requires transitive org.jspecify;
  requires static io.kubeweft.codegen;

  exports io.kubeweft.api;
  exports io.kubeweft.api.admissionregistration.v1;
  exports io.kubeweft.api.admissionregistration.v1alpha1;
  exports io.kubeweft.api.admissionregistration.v1beta1;
  exports io.kubeweft.api.apiextensions.v1;
  exports io.kubeweft.api.apiregistration.v1;
  exports io.kubeweft.api.apiserverinternal.v1alpha1;
  exports io.kubeweft.api.apps.v1;
  exports io.kubeweft.api.authentication.v1;
  exports io.kubeweft.api.authorization.v1;
  exports io.kubeweft.api.autoscaling.v1;
  exports io.kubeweft.api.autoscaling.v2;
  exports io.kubeweft.api.batch.v1;
  exports io.kubeweft.api.certificates.v1;
  exports io.kubeweft.api.certificates.v1alpha1;
  exports io.kubeweft.api.certificates.v1beta1;
  exports io.kubeweft.api.coordination.v1;
  exports io.kubeweft.api.coordination.v1alpha2;
  exports io.kubeweft.api.coordination.v1beta1;
  exports io.kubeweft.api.core.v1;
  exports io.kubeweft.api.discovery.v1;
  exports io.kubeweft.api.events.v1;
  exports io.kubeweft.api.flowcontrol.v1;
  exports io.kubeweft.api.meta.v1;
  exports io.kubeweft.api.networking.v1;
  exports io.kubeweft.api.networking.v1beta1;
  exports io.kubeweft.api.node.v1;
  exports io.kubeweft.api.policy.v1;
  exports io.kubeweft.api.rbac.v1;
  exports io.kubeweft.api.resource.v1;
  exports io.kubeweft.api.resource.v1alpha3;
  exports io.kubeweft.api.resource.v1beta1;
  exports io.kubeweft.api.resource.v1beta2;
  exports io.kubeweft.api.scheduling.v1;
  exports io.kubeweft.api.scheduling.v1alpha2;
  exports io.kubeweft.api.storage.v1;
  exports io.kubeweft.api.storage.v1beta1;
  exports io.kubeweft.api.storagemigration.v1beta1;
}
