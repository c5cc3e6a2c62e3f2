package io.kubeweft.testing.internal.table;

import io.kubeweft.json.JsonArray;
import io.kubeweft.json.JsonNull;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables of objects, with the columns of kube-apiserver 1.36 (its printers, internalversion).
 *
 * <p>The wide columns are always there: clients choose by priority.
 */
public final class Tables {
  private static final Map<String, Printer> BUILT_IN =
      Stream.of(
              Map.of("pods", PodPrinter.PRINTER),
              WorkloadPrinters.PRINTERS,
              NetworkPrinters.PRINTERS,
              StoragePrinters.PRINTERS,
              ClusterPrinters.PRINTERS,
              ConfigPrinters.PRINTERS)
          .flatMap(printers -> printers.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Printer NAME_AND_AGE =
      Printer.of("Name, Age", (object, cells) -> cells.name().age());

  /** What kube-apiserver has no printer for. */
  private static final Printer NAME_AND_CREATED =
      Printer.of(
          "Name, Created At:date",
          (object, cells) -> cells.name().text("", "metadata", "creationTimestamp"));

  private static final Set<String> WITHOUT_PRINTER =
      Set.of(
          "limitranges",
          "customresourcedefinitions.apiextensions.k8s.io",
          "csistoragecapacities.storage.k8s.io",
          "roles.rbac.authorization.k8s.io",
          "clusterroles.rbac.authorization.k8s.io");

  /** A printer for the columns of a definition, as long as they are the same. */
  private record Custom(JsonArray columns, Printer printer) {}

  private final Map<String, Custom> custom = new ConcurrentHashMap<>();
  private final Supplier<Instant> now;

  /**
   * Makes it.
   *
   * @param now the time for ages
   */
  public Tables(Supplier<Instant> now) {
    this.now = now;
  }

  /**
   * Which columns.
   *
   * @param resource the plural name and the group, such as {@code deployments.apps}
   * @param version of the resource
   * @param custom the additionalPrinterColumns of a custom resource; null for a built-in one
   */
  public record Source(String resource, String version, @Nullable JsonArray custom) {}

  /**
   * Makes a table.
   *
   * @param source of the columns
   * @param objects one for each row
   * @param shown what a row carries beside its cells
   * @param withColumns whether the columns are named
   * @return the members of a table but its kind, version and metadata
   */
  public JsonObject.Builder table(
      Source source,
      List<JsonObject> objects,
      Function<JsonObject, ? extends JsonValue> shown,
      boolean withColumns) {
    Printer printer = printer(source);
    Instant time = now.get();
    List<JsonValue> rows = new ArrayList<>(objects.size());
    for (JsonObject object : objects) {
      JsonObject.Builder row = JsonObject.builder().put("cells", printer.cells(object, time));
      JsonArray conditions = printer.conditions().of(object);
      if (!conditions.isEmpty()) {
        row.put("conditions", conditions);
      }
      rows.add(row.put("object", shown.apply(object)).build());
    }
    JsonValue columns =
        withColumns
            ? JsonArray.copyOf(printer.columns().stream().map(Column::json).toList())
            : JsonNull.NULL;
    return JsonObject.builder()
        .put("columnDefinitions", columns)
        .put("rows", JsonArray.copyOf(rows));
  }

  private Printer printer(Source source) {
    JsonArray columns = source.custom;
    if (columns == null) {
      Printer fallback =
          WITHOUT_PRINTER.contains(source.resource) ? NAME_AND_CREATED : NAME_AND_AGE;
      return BUILT_IN.getOrDefault(source.resource, fallback);
    }
    Custom known =
        custom.compute(
            source.resource + "/" + source.version,
            (key, old) ->
                old != null && old.columns.equals(columns)
                    ? old
                    : new Custom(columns, CustomPrinter.of(columns)));
    return known.printer;
  }
}
