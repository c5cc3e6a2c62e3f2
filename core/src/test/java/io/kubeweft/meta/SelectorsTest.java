package io.kubeweft.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {
  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "size", "12", "empty", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | true",
        "app=web | true",
        "app==web | true",
        "app = web , tier = front | true",
        "app=db | false",
        "app!=db | true",
        "app!=web | false",
        "absent!=x | true",
        "app in (db, web) | true",
        "app in (db) | false",
        "app notin (db) | true",
        "app notin (web,db) | false",
        "absent notin (x) | true",
        "app | true",
        "absent | false",
        "!absent | true",
        "! app | false",
        "size>11 | true",
        "size>12 | false",
        "size<13 | true",
        "size<-1 | false",
        "app>1 | false",
        "absent<1 | false",
        "empty= | true",
        "empty in (,x) | true",
        "in in (in) | false",
        "app=web,tier in (back),x | false"
      })
  void parseAndMatch_query_selects(String query, boolean expected) {
    LabelSelector selector = LabelSelector.parse(query == null ? "" : query);

    assertThat(selector.matches(LABELS)).isEqualTo(expected);
    assertThat(LabelSelector.parse(selector.toQuery())).isEqualTo(selector);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=web",
        "app=web,",
        ",app",
        "app in",
        "app in (",
        "app in (a",
        "app is b",
        "!",
        "a,,b",
        "size>x",
        "app in a)",
        "app=(a)"
      })
  void parse_malformed_saysWhere(String query) {
    assertThatThrownBy(() -> LabelSelector.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(query)
        .hasMessageContaining("position");
  }

  @Test
  void toQuery_apiForm_isTheQueryForm() {
    LabelSelector selector =
        LabelSelector.of(
            s ->
                s.putMatchLabels("app", "web")
                    .addMatchExpressions(
                        e -> e.key("tier").operator("In").addValues("a").addValues("b"))
                    .addMatchExpressions(e -> e.key("old").operator("DoesNotExist")));

    assertThat(selector.toQuery()).isEqualTo("app=web,tier in (a,b),!old");
    assertThat(LabelSelector.EMPTY.toQuery()).isEmpty();
  }

  @Test
  void matches_unknownOperator_throws() {
    LabelSelector selector =
        LabelSelector.of(s -> s.addMatchExpressions(e -> e.key("a").operator("Near")));

    assertThatThrownBy(() -> selector.matches(LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Near");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=web | true",
        "metadata.name==web | true",
        "metadata.name!=web | false",
        "metadata.name=web,status.phase!=Failed | true",
        "metadata.name=web,status.phase=Failed | false",
        "spec.note=a\\,b\\=c\\\\d | true",
        "absent= | true",
        "'' | true"
      })
  void fieldSelector_query_selects(String query, boolean expected) {
    Map<String, String> fields =
        Map.of("metadata.name", "web", "status.phase", "Running", "spec.note", "a,b=c\\d");
    FieldSelector selector = FieldSelector.parse(query == null ? "" : query);

    assertThat(selector.matches(field -> fields.getOrDefault(field, ""))).isEqualTo(expected);
    assertThat(FieldSelector.parse(selector.toQuery())).isEqualTo(selector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=b=c", "a=b\\", "a=\\x", "a b"})
  void fieldSelector_malformed_throws(String query) {
    assertThatThrownBy(() -> FieldSelector.parse(query))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldSelector_built_escapesValues() {
    FieldSelector selector = FieldSelector.name("web").andNot("spec.note", "a,b=c\\d");

    assertThat(selector).hasToString("metadata.name=web,spec.note!=a\\,b\\=c\\\\d");
    assertThat(FieldSelector.parse(selector.toQuery())).isEqualTo(selector);
  }
}
