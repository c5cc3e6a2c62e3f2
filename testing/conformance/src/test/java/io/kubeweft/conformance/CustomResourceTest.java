package io.kubeweft.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubeweft.api.autoscaling.v1.Scale;
import io.kubeweft.conformance.widgets.ClientSet;
import io.kubeweft.conformance.widgets.conformance.v1.ConformanceV1;
import io.kubeweft.conformance.widgets.conformance.v1.Widget;
import io.kubeweft.conformance.widgets.conformance.v1.WidgetClient;
import io.kubeweft.conformance.widgets.conformance.v1.WidgetSpecPartsItem;
import io.kubeweft.discovery.ApiResource;
import io.kubeweft.dynamic.Manifest;
import io.kubeweft.dynamic.Unstructured;
import io.kubeweft.informer.SharedInformer;
import io.kubeweft.informer.SharedInformerFactory;
import io.kubeweft.json.JsonNumber;
import io.kubeweft.json.JsonObject;
import io.kubeweft.json.JsonString;
import io.kubeweft.meta.DeleteOptions;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.IntOrString;
import io.kubeweft.meta.StatusCause;
import io.kubeweft.meta.Table;
import io.kubeweft.resource.ApplyOptions;
import io.kubeweft.resource.ListOptions;
import io.kubeweft.resource.Patch;
import io.kubeweft.rest.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A custom resource through the types that the annotation processor has made of its definition. */
@Conformance("Custom resources")
class CustomResourceTest {
  @RegisterExtension final Cluster cluster = new Cluster();

  @BeforeEach
  void define() throws IOException {
    try (InputStream in = ClientSet.class.getResourceAsStream("widgets.yaml")) {
      Manifest definition = Manifest.read(in);
      cluster.later(
          () ->
              cluster
                  .dynamic()
                  .awaitDeleted(
                      cluster.dynamic().delete(definition, DeleteOptions.EMPTY).current(),
                      Cluster.LONG)
                  .orThrow());
      cluster.dynamic().apply(definition, ApplyOptions.fieldManager("conformance")).orThrow();
      cluster.dynamic().awaitReady(definition, Cluster.LONG).orThrow();
    }
    // Established is said a moment before requests are served.
    Patience.retried(() -> widgets().list());
  }

  private WidgetClient widgets() {
    return ClientSet.of(cluster.client()).conformanceV1().widgets(cluster.namespace());
  }

  private static Widget widget(String name, String color) {
    return Widget.of(name, w -> w.spec(s -> s.color(color)));
  }

  @Test
  void verbs_work() {
    Widget created = widgets().create(widget("w", "red"));
    Widget updated =
        widgets()
            .update(
                "w", w -> w.toBuilder().spec(w.spec().toBuilder().color("blue").build()).build());
    Widget merged = widgets().patch("w", Patch.merge("{\"spec\":{\"color\":\"green\"}}"));
    Widget patched = widgets().patch("w", Patch.json(p -> p.replace("/spec/color", "red")));

    assertThat(created.spec().replicas()).isEqualTo(1);
    assertThat(updated.spec().color()).isEqualTo("blue");
    assertThat(merged.spec().color()).isEqualTo("green");
    assertThat(patched.spec().color()).isEqualTo("red");
    assertThat(widgets().list().items()).containsExactly(patched);
    assertThat(patched.metadata().generation()).isEqualTo(4);
    widgets().delete("w");
    assertThat(widgets().find("w")).isNull();
  }

  @Test
  void strategicPatch_isUnsupported() {
    widgets().create(widget("w", "red"));

    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () -> widgets().patch("w", Patch.strategic("{\"spec\":{\"color\":\"blue\"}}")));

    assertThat(failure.isUnsupportedMediaType()).isTrue();
    assertThat(failure.code()).isEqualTo(415);
  }

  @Test
  void apply_listWithKeys_isMergedByManager() {
    Widget one =
        Widget.of("w", w -> w.spec(s -> s.color("red").addParts(p -> p.name("one").weight(1L))));
    Widget two = Widget.of("w", w -> w.spec(s -> s.color("red").addParts(p -> p.name("two"))));
    widgets().apply(one, ApplyOptions.fieldManager("one"));

    Widget both = widgets().apply(two, ApplyOptions.fieldManager("two"));

    assertThat(both.spec().parts())
        .extracting(WidgetSpecPartsItem::name)
        .containsExactlyInAnyOrder("one", "two");
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () -> widgets().apply(widget("w", "blue"), ApplyOptions.fieldManager("two")));
    assertThat(failure.isConflict()).isTrue();
  }

  @Test
  void apply_ofAField_thatIsThereByDefault_conflictsWithNobody() {
    Widget more = Widget.of("w", w -> w.spec(s -> s.color("red").replicas(2)));
    Widget created = widgets().apply(widget("w", "red"), ApplyOptions.fieldManager("one"));

    Widget applied = widgets().apply(more, ApplyOptions.fieldManager("two"));

    assertThat(created.spec().replicas()).isEqualTo(1);
    assertThat(applied.spec().replicas()).isEqualTo(2);
  }

  @Test
  void nullableField_isNullUntilItIsLeftOut() {
    Widget created = widgets().create(Widget.of("w", w -> w.spec(s -> s.color("red").limit(null))));
    Widget touched = widgets().update("w", w -> w.toBuilder().spec(s -> s.color("blue")).build());
    Widget unset = widgets().update("w", w -> w.toBuilder().spec(s -> s.unsetLimit()).build());

    assertThat(created.spec().nullFields()).containsExactly("limit");
    assertThat(touched.spec().nullFields()).containsExactly("limit");
    assertThat(unset.spec().limit()).isEqualTo(3);
  }

  @Test
  void schema_refusesWhatItDoesNotAllow() {
    ApiException color =
        catchThrowableOfType(ApiException.class, () -> widgets().create(widget("w", "pink")));
    ApiException missing =
        catchThrowableOfType(ApiException.class, () -> widgets().create(Widget.of("w", w -> {})));
    ApiException negative =
        catchThrowableOfType(
            ApiException.class,
            () -> widgets().create(Widget.of("w", w -> w.spec(s -> s.color("red").replicas(-1)))));

    assertThat(color.isInvalid()).isTrue();
    assertThat(color.status().details().causes())
        .extracting(StatusCause::field, StatusCause::reason)
        .contains(Tuple.tuple("spec.color", "FieldValueNotSupported"));
    assertThat(missing.hasCause("FieldValueRequired")).isTrue();
    assertThat(negative.status().details().causes())
        .extracting(StatusCause::field)
        .contains("spec.replicas");
  }

  @Test
  @Conformance.DiffersInMemory("rules in CEL are not evaluated")
  void rule_refusesWithItsMessage() {
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () -> widgets().create(Widget.of("w", w -> w.spec(s -> s.color("red").replicas(9)))));

    assertThat(failure.isInvalid()).isTrue();
    assertThat(failure).hasMessageContaining("red widgets are few");
  }

  @Test
  void unknownField_isPrunedUnlessPreserved() {
    Unstructured sent =
        Unstructured.parse(
            "{\"apiVersion\":\"conformance.kubeweft.io/v1\",\"kind\":\"Widget\","
                + "\"metadata\":{\"name\":\"w\"},\"spec\":{\"color\":\"red\",\"unheard\":1,"
                + "\"options\":{\"unheard\":1}}}");

    Unstructured created = cluster.dynamic().forObject(sent).create(sent);

    assertThat(created.get("spec", "unheard")).isNull();
    assertThat(created.getLong("spec", "options", "unheard")).isEqualTo(1);
  }

  @Test
  void values_keepTheirForm() {
    JsonObject options =
        JsonObject.builder().put("number", JsonNumber.of(3)).put("text", "x").build();
    Widget created =
        widgets()
            .create(
                Widget.of(
                    "w",
                    w ->
                        w.spec(
                            s ->
                                s.color("red")
                                    .size(IntOrString.of("25%"))
                                    .big(Long.MAX_VALUE)
                                    .options(options))));

    assertThat(created.spec().size()).isEqualTo(IntOrString.of("25%"));
    assertThat(created.spec().big()).isEqualTo(Long.MAX_VALUE);
    assertThat(created.spec().options()).isEqualTo(options);
  }

  @Test
  void status_isWrittenApart() {
    widgets().create(widget("w", "red"));

    Widget reported =
        widgets()
            .status()
            .update(
                "w",
                w ->
                    w.toBuilder()
                        .spec(s -> s.color("blue"))
                        .status(s -> s.phase("Fine").replicas(1))
                        .build());

    assertThat(reported.status().phase()).isEqualTo("Fine");
    assertThat(reported.spec().color()).isEqualTo("red");
    assertThat(reported.metadata().generation()).isEqualTo(1);
  }

  @Test
  void scale_isThatOfEveryResource() {
    widgets().create(widget("w", "blue"));

    var scaled =
        widgets().scale().update("w", s -> s.toBuilder().spec(spec -> spec.replicas(4)).build());

    assertThat(scaled.spec().replicas()).isEqualTo(4);
    assertThat(scaled.apiVersion()).isEqualTo(Scale.of(s -> {}).apiVersion());
    assertThat(widgets().get("w").spec().replicas()).isEqualTo(4);
  }

  @Test
  void otherVersion_isTheSameObject() {
    Widget created = widgets().create(widget("w", "red"));

    var older =
        ClientSet.of(cluster.client()).conformanceV1beta1().widgets(cluster.namespace()).get("w");

    assertThat(older.apiVersion()).isEqualTo("conformance.kubeweft.io/v1beta1");
    assertThat(older.metadata().uid()).isEqualTo(created.metadata().uid());
    assertThat(older.spec().color()).isEqualTo("red");
  }

  @Test
  void fieldSelector_ofASelectableField_selects() {
    widgets().create(widget("r", "red"));
    widgets().create(widget("b", "blue"));

    assertThat(widgets().list(o -> o.fieldSelector("spec.color=blue")).items())
        .extracting(w -> w.metadata().name())
        .containsExactly("b");
  }

  @Test
  void table_hasTheColumnsOfTheDefinition() {
    widgets().create(widget("r", "red"));

    Table table = widgets().table(ListOptions.ALL);

    assertThat(table.columns())
        .extracting(Table.Column::name)
        .containsExactly("Name", "Color", "Replicas");
    assertThat(table.rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.cells())
                    .containsExactly(new JsonString("r"), new JsonString("red"), JsonNumber.of(1)));
  }

  @Test
  void discovery_findsItByShortName() {
    cluster.client().discovery().invalidate();

    ApiResource found = cluster.client().discovery().mapper().forName("wdg");

    assertThat(found.resource()).isEqualTo(ConformanceV1.WIDGETS.resource());
    assertThat(found.subresource("scale").kind().kind()).isEqualTo("Scale");
    assertThat(found.categories()).contains("all");
  }

  @Test
  void openApi_publishesItsSchema() {
    GroupVersion version = new GroupVersion("conformance.kubeweft.io", "v1");

    JsonObject schemas =
        Patience.present(() -> cluster.client().discovery().openApi().v3(version))
            .json()
            .getObject("components", "schemas");

    assertThat(schemas.members().keySet()).anyMatch(name -> name.endsWith(".Widget"));
  }

  @Test
  void informer_keepsACopy() {
    try (SharedInformerFactory informers = SharedInformerFactory.of(cluster.client())) {
      SharedInformer<Widget> copy = informers.informer(ConformanceV1.WIDGETS, cluster.namespace());
      informers.start().awaitSync(Duration.ofSeconds(30));
      Widget created = widgets().create(widget("w", "red"));

      copy.await(created, Cluster.LONG);

      assertThat(copy.lister().get(cluster.namespace(), "w")).isEqualTo(created);
    }
  }
}
