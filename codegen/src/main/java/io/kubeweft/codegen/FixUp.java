package io.kubeweft.codegen;

import io.kubeweft.codegen.Spec.Definition;
import io.kubeweft.codegen.Spec.Kind;
import io.kubeweft.codegen.Spec.Operation;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.Yaml;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A correction of what documents say. Each has a name and a reason, and tests hold that each still
 * changes something: when upstream has changed its mind, the build fails until it is removed.
 *
 * <p>What is not here: definitions that core has by hand ({@link Types}), names that programs can
 * not use ({@link Names}), and deprecations, which upstream says in prose alone ({@link
 * OpenApiReader}).
 */
enum FixUp {
  /** The log of a pod is described as if a pod came back; it is text. */
  LOG_IS_TEXT {
    @Override
    Spec apply(Spec spec) {
      return withOperations(
          spec,
          o ->
              o.path().endsWith("/pods/{name}/log")
                      && o.action().equals("get")
                      && o.kind().equals(POD)
                  ? new Operation(o.path(), TEXT, o.kind())
                  : o);
    }
  },

  /** The scale of a custom resource is described as if its object came back; it is a Scale. */
  SCALE_IS_A_SCALE {
    @Override
    Spec apply(Spec spec) {
      return withOperations(
          spec,
          o -> o.path().endsWith("/{name}/scale") ? new Operation(o.path(), o.action(), SCALE) : o);
    }
  },

  /**
   * A server calls the schemas of custom resources {@code com.example.stable.v1.CronTab}, their
   * group backwards; here they are {@code stable.example.com.v1.CronTab}, as from their CRD.
   */
  CUSTOM_GROUPS_ARE_BACKWARDS {
    @Override
    Spec apply(Spec spec) {
      return GroupNames.forwards(spec);
    }
  },

  /** CRDs declare that their objects scale, and the body of that is described nowhere in them. */
  SCALE_IS_DESCRIBED {
    @Override
    Spec apply(Spec spec) {
      boolean scales = spec.operations().stream().anyMatch(o -> o.kind().equals(SCALE));
      boolean described = spec.definitions().values().stream().anyMatch(FixUp::isScale);
      if (!scales || described) {
        return spec;
      }
      Spec scale = OpenApiReader.v2("scale", (JsonObject) Yaml.parse(SCALE_DOCUMENT));
      TreeMap<String, Definition> definitions = new TreeMap<>(spec.definitions());
      definitions.putAll(scale.definitions());
      return new Spec(spec.version(), definitions, spec.operations());
    }
  };

  /** The action of operations whose answer is text. */
  static final String TEXT = "text";

  static final Kind SCALE = new Kind("autoscaling", "v1", "Scale");
  private static final Kind POD = new Kind("", "v1", "Pod");

  private static final String SCALE_DOCUMENT =
      """
      definitions:
        io.k8s.api.autoscaling.v1.Scale:
          description: How many replicas of something there are to be, and are.
          type: object
          x-kubernetes-group-version-kind: [{group: autoscaling, version: v1, kind: Scale}]
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata:
              allOf: [{$ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'}]
              default: {}
            spec:
              allOf: [{$ref: '#/definitions/io.k8s.api.autoscaling.v1.ScaleSpec'}]
              default: {}
            status:
              allOf: [{$ref: '#/definitions/io.k8s.api.autoscaling.v1.ScaleStatus'}]
              default: {}
        io.k8s.api.autoscaling.v1.ScaleSpec:
          type: object
          properties:
            replicas: {type: integer, format: int32, default: 0}
        io.k8s.api.autoscaling.v1.ScaleStatus:
          type: object
          required: [replicas]
          properties:
            replicas: {type: integer, format: int32, default: 0}
            selector: {type: string}
      """;

  /** Returns the corrected document; the same one if there is nothing to correct. */
  abstract Spec apply(Spec spec);

  /** Applies all corrections. */
  static Spec all(Spec spec) {
    Spec fixed = spec;
    for (FixUp fixUp : values()) {
      fixed = fixUp.apply(fixed);
    }
    return fixed;
  }

  private static Spec withOperations(Spec spec, UnaryOperator<Operation> fix) {
    List<Operation> fixed = spec.operations().stream().map(fix).toList();
    return fixed.equals(spec.operations())
        ? spec
        : new Spec(spec.version(), spec.definitions(), fixed);
  }

  private static boolean isScale(Definition definition) {
    return definition.kinds().contains(SCALE);
  }
}
