package io.kubeweft.codegen;

import io.kubeweft.codegen.Plan.Part;
import io.kubeweft.codegen.Plan.Resource;
import io.kubeweft.codegen.Plan.Subresource;
import io.kubeweft.codegen.Plan.Verbs;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the entry class of a version of a group, and clients with subresources. */
final class GroupEmitter {
  private static final String RESOURCE = "io.kubeweft.resource.";
  private static final String REGISTRY = "io.kubeweft.dynamic.TypeRegistry";
  private static final String REST = "io.kubeweft.rest.RestClient";

  private final Plan.Group group;
  private final Collection<String> siblings;

  GroupEmitter(Plan.Group group, Collection<String> siblings) {
    this.group = group;
    this.siblings = siblings;
  }

  /** Whether a resource gets a class of its own for its client. */
  static boolean hasClient(Resource resource) {
    return !resource.subresources().isEmpty()
        && (resource.verbs() == Verbs.ALL || resource.verbs() == Verbs.WITHOUT_DELETE_COLLECTION);
  }

  static String clientName(Resource resource) {
    return resource.model().simple() + "Client";
  }

  /** Writes the files, by their simple names. */
  Map<String, String> emit() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(group.simple(), entry());
    for (Resource resource : group.resources()) {
      if (hasClient(resource)) {
        files.put(clientName(resource), client(resource));
      }
    }
    return files;
  }

  private String entry() {
    // A constant hides the class of its name: DNS of the kind DNS.
    List<String> constants =
        group.resources().stream().map(resource -> Names.constant(resource.java())).toList();
    JavaFile file = new JavaFile(group.packageName(), group.simple(), siblings, constants);
    file.add(
        Docs.comment(
            "", List.of("The resources of {@code " + Docs.escaped(group.apiVersion()) + "}.")));
    file.add("public final class " + group.simple() + " {");
    for (Resource resource : group.resources()) {
      writeConstant(file, resource);
    }
    String rest = file.use(REST);
    file.add("  private final " + rest + " rest;");
    file.blank();
    file.add("  /**");
    file.add("   * Creates clients.");
    file.add("   *");
    file.add("   * @param rest sends their requests");
    file.add("   */");
    file.add("  public " + group.simple() + "(" + rest + " rest) {");
    file.add("    this.rest = rest;");
    file.add("  }");
    writeTypes(file);
    for (Resource resource : group.resources()) {
      writeEntries(file, resource);
    }
    file.add("}");
    return file.toString();
  }

  private String typeOf(JavaFile file, Resource resource) {
    return file.use(resource.model().packageName() + "." + resource.model().simple());
  }

  private void writeConstant(JavaFile file, Resource resource) {
    String scope = resource.namespaced() ? "Namespaced" : "Cluster";
    String method = resource.namespaced() ? "namespaced" : "cluster";
    String type = typeOf(file, resource);
    String resourceType = file.use(RESOURCE + "ResourceType");
    String gvr = file.use("io.kubeweft.meta.GroupVersionResource");
    file.add("  /** The resource {@code " + Docs.escaped(resource.plural()) + "}. */");
    file.add(
        "  public static final "
            + resourceType
            + "."
            + scope
            + "<"
            + type
            + "> "
            + Names.constant(resource.java())
            + " =");
    file.add("      " + resourceType + "." + method + "(");
    file.add(
        "          new "
            + gvr
            + "("
            + Docs.quoted(group.group())
            + ", "
            + Docs.quoted(group.version())
            + ", "
            + Docs.quoted(resource.plural())
            + "),");
    file.add("          " + Docs.quoted(resource.model().simple()) + ",");
    file.add("          " + type + ".class,");
    file.add("          " + type + ".CODEC);");
    file.blank();
  }

  private void writeTypes(JavaFile file) {
    String builder = file.use(REGISTRY) + ".Builder";
    file.blank();
    file.add("  /** Adds the types of all resources. */");
    file.add("  public static " + builder + " addTo(" + builder + " types) {");
    file.add("    return types");
    for (int i = 0; i < group.resources().size(); i++) {
      String end = i == group.resources().size() - 1 ? ";" : "";
      String constant = Names.constant(group.resources().get(i).java());
      file.add("        .add(" + constant + ")" + end);
    }
    file.add("  }");
  }

  private String clientType(JavaFile file, Resource resource) {
    if (hasClient(resource)) {
      return file.use(group.packageName() + "." + clientName(resource));
    }
    String type = typeOf(file, resource);
    return switch (resource.verbs()) {
      case ALL -> file.use(RESOURCE + "ResourceClient") + "<" + type + ">";
      case WITHOUT_DELETE_COLLECTION -> file.use(RESOURCE + "ObjectClient") + "<" + type + ">";
      case CREATE -> file.use(RESOURCE + "CreateClient") + "<" + type + ">";
      case READ -> file.use(RESOURCE + "ReadClient") + "<" + type + ">";
    };
  }

  private void writeEntries(JavaFile file, Resource resource) {
    String client = clientType(file, resource);
    String constructed =
        client.contains("<") ? client.substring(0, client.indexOf('<')) + "<>" : client;
    String constant = Names.constant(resource.java());
    String plural = "{@code " + Docs.escaped(resource.plural()) + "}";
    file.blank();
    if (!resource.namespaced()) {
      file.add("  /** Returns the client for " + plural + ". */");
      file.add("  public " + client + " " + resource.java() + "() {");
      String arguments = hasClient(resource) ? "(rest)" : "(rest, " + constant + ")";
      file.add("    return new " + constructed + arguments + ";");
      file.add("  }");
      return;
    }
    String string = file.use("java.lang.String");
    file.add("  /**");
    file.add("   * Returns the client for " + plural + " in one namespace.");
    file.add("   *");
    file.add("   * @param namespace of the objects");
    file.add("   */");
    file.add("  public " + client + " " + resource.java() + "(" + string + " namespace) {");
    String arguments =
        hasClient(resource) ? "(rest, namespace)" : "(rest, " + constant + ", namespace)";
    file.add("    return new " + constructed + arguments + ";");
    file.add("  }");
    if (resource.verbs() == Verbs.ALL || resource.verbs() == Verbs.WITHOUT_DELETE_COLLECTION) {
      String all = file.use(RESOURCE + "AllNamespaces");
      file.blank();
      file.add("  /** Returns the client for " + plural + " in all namespaces. */");
      file.add("  public " + all + "<" + typeOf(file, resource) + "> " + resource.java() + "() {");
      file.add("    return new " + all + "<>(rest, " + constant + ");");
      file.add("  }");
    }
  }

  private String client(Resource resource) {
    String name = clientName(resource);
    JavaFile file = new JavaFile(group.packageName(), name, siblings);
    String type = typeOf(file, resource);
    String base =
        file.use(RESOURCE + (resource.verbs() == Verbs.ALL ? "ResourceClient" : "ObjectClient"));
    String rest = file.use(REST);
    String duration = file.use("java.time.Duration");
    String string = file.use("java.lang.String");
    String constant = group.simple() + "." + Names.constant(resource.java());
    file.add(
        Docs.comment(
            "",
            List.of(
                "The verbs on {@code "
                    + Docs.escaped(resource.plural())
                    + "}, and its subresources.")));
    file.add("public final class " + name + " extends " + base + "<" + type + "> {");
    boolean namespaced = resource.namespaced();
    file.add(
        "  "
            + name
            + "("
            + rest
            + " rest"
            + (namespaced ? ", " + string + " namespace" : "")
            + ") {");
    file.add("    super(rest, " + constant + (namespaced ? ", namespace" : "") + ");");
    file.add("  }");
    file.blank();
    file.add("  private " + name + "(" + name + " other, " + duration + " timeout) {");
    file.add("    super(other, timeout);");
    file.add("  }");
    file.blank();
    file.add("  @" + file.use("java.lang.Override"));
    file.add("  public " + name + " within(" + duration + " timeout) {");
    file.add("    return new " + name + "(this, timeout);");
    file.add("  }");
    for (Subresource subresource : resource.subresources()) {
      writeSubresource(file, resource, subresource);
    }
    file.add("}");
    return file.toString();
  }

  private void writeSubresource(JavaFile file, Resource resource, Subresource subresource) {
    Plan.Model body = subresource.body();
    String name = Docs.escaped(subresource.name());
    file.blank();
    file.add("  /** Returns the client for the subresource {@code " + name + "}. */");
    if (subresource.part() == Part.LOG) {
      String log = file.use("io.kubeweft.stream.LogClient");
      file.add("  public " + log + " " + subresource.java() + "() {");
      file.add("    return new " + log + "(this);");
      file.add("  }");
      return;
    }
    String client = file.use(RESOURCE + partClient(subresource.part()));
    String type =
        body == null
            ? file.use("io.kubeweft.dynamic.Unstructured")
            : file.use(body.packageName() + "." + body.simple());
    String quoted = Docs.quoted(subresource.name());
    file.add("  public " + client + "<" + type + "> " + subresource.java() + "() {");
    file.add(
        subresource.part() == Part.CHANGED && resource.model().equals(body)
            ? "    return subresource(" + quoted + ");"
            : "    return new " + client + "<>(this, " + quoted + ", " + type + ".CODEC);");
    file.add("  }");
  }

  private static String partClient(Part part) {
    return switch (part) {
      case CHANGED -> "SubresourceClient";
      case CREATED -> "SubresourceCreateClient";
      case REPLACED -> "SubresourceUpdateClient";
      case LOG -> throw new IllegalArgumentException("a log is no object");
    };
  }
}
