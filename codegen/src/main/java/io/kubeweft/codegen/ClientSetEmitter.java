package io.kubeweft.codegen;

import java.util.List;

/** Writes the ClientSet: the way to all groups. */
final class ClientSetEmitter {
  private ClientSetEmitter() {}

  static String emit(Plan plan) {
    JavaFile file = new JavaFile(plan.basePackage(), "ClientSet", List.of());
    String client = file.use("io.kubeweft.client.KubeClient");
    String rest = file.use("io.kubeweft.rest.RestClient");
    file.add("/** Typed clients for all resources, by group and version. */");
    file.add("public final class ClientSet {");
    file.add("  private final " + rest + " rest;");
    file.blank();
    file.add("  private ClientSet(" + rest + " rest) {");
    file.add("    this.rest = rest;");
    file.add("  }");
    file.blank();
    file.add("  /**");
    file.add("   * Returns the clients of a server.");
    file.add("   *");
    file.add("   * @param client sends their requests, and stays open as long as they are used");
    file.add("   */");
    file.add("  public static ClientSet of(" + client + " client) {");
    file.add("    return new ClientSet(client.rest());");
    file.add("  }");
    writeTypes(file, plan);
    for (Plan.Group group : plan.groups()) {
      String type = file.use(group.packageName() + "." + group.simple());
      file.blank();
      file.add(
          "  /** Returns the clients for {@code " + Docs.escaped(group.apiVersion()) + "}. */");
      file.add("  public " + type + " " + Names.decapitalized(group.simple()) + "() {");
      file.add("    return new " + type + "(rest);");
      file.add("  }");
    }
    file.add("}");
    return file.toString();
  }

  private static void writeTypes(JavaFile file, Plan plan) {
    String registry = file.use("io.kubeweft.dynamic.TypeRegistry");
    file.blank();
    file.add("  /** Returns the types of all resources, to read objects of any kind. */");
    file.add("  public static " + registry + " types() {");
    file.add("    " + registry + ".Builder types = " + registry + ".builder();");
    for (Plan.Group group : plan.groups()) {
      String type = file.use(group.packageName() + "." + group.simple());
      file.add("    types = " + type + ".addTo(types);");
    }
    file.add("    return types.build();");
    file.add("  }");
  }
}
