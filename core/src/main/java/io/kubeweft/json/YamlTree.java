package io.kubeweft.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Between the YAML library's nodes and JSON values. An aliased node is converted once and its value
 * shared; what it would be when written out is counted, and refused when it explodes.
 */
final class YamlTree {
  /** The tag of scalars that {@link YamlScalars} decides about. */
  private static final Tag PLAIN = new Tag("tag:kubeweft.io,2026:plain");

  /** One for reading and writing: a text that reads as a string needs no quotes. */
  static final Schema SCHEMA = new PlainSchema();

  /** Documents below this size may use aliases as they like. */
  private static final long FREE_SIZE = 100_000;

  /** How much larger than written a document may be with its aliases resolved. */
  private static final long MAX_GROWTH = 100;

  private static final int MAX_DEPTH = 1000;

  private final IdentityHashMap<Node, Converted> known = new IdentityHashMap<>();
  private long written;
  private int depth;

  private record Converted(JsonValue value, long size) {}

  private record PlainSchema() implements Schema {
    @Override
    public ScalarResolver getScalarResolver() {
      return (text, implicit) -> implicit && !isString(text) ? PLAIN : Tag.STR;
    }

    private static boolean isString(String text) {
      return YamlScalars.resolve(text) instanceof JsonString && !text.equals("<<");
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of();
    }
  }

  JsonValue value(Node document) {
    return convert(document).value;
  }

  private Converted convert(Node node) {
    Converted before = known.get(node);
    if (before != null) {
      return before;
    }
    if (node.isRecursive() || depth++ > MAX_DEPTH) {
      throw problem(node, "the value contains itself, or is nested too deeply");
    }
    written++;
    Converted converted =
        switch (node) {
          case ScalarNode scalar -> new Converted(scalar(scalar), 1);
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw problem(node, "an unknown kind of node");
        };
    depth--;
    if (converted.size > FREE_SIZE && converted.size / MAX_GROWTH > written) {
      throw problem(node, "aliases make it more than " + MAX_GROWTH + " times larger");
    }
    known.put(node, converted);
    return converted;
  }

  private Converted sequence(SequenceNode sequence) {
    List<JsonValue> values = new ArrayList<>(sequence.getValue().size());
    long size = 1;
    for (Node element : sequence.getValue()) {
      Converted converted = convert(element);
      values.add(converted.value);
      size = Math.addExact(size, converted.size);
    }
    return new Converted(JsonArray.copyOf(values), size);
  }

  private Converted mapping(MappingNode mapping) {
    Map<String, JsonValue> merged = new LinkedHashMap<>();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    long size = 1;
    for (NodeTuple tuple : mapping.getValue()) {
      Converted value = convert(tuple.getValueNode());
      size = Math.addExact(size, value.size);
      if (isMerge(tuple.getKeyNode())) {
        merge(tuple.getValueNode(), value.value, merged);
      } else {
        members.put(key(tuple.getKeyNode()), value.value);
      }
    }
    // Members of its own count more than merged ones, wherever they stand.
    merged.forEach(members::putIfAbsent);
    return new Converted(JsonObject.copyOf(members), size);
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && scalar.getValue().equals("<<")
        && (key.getTag().equals(PLAIN) || key.getTag().equals(Tag.MERGE));
  }

  /** The first of several merged mappings counts most. */
  private static void merge(Node node, JsonValue value, Map<String, JsonValue> merged) {
    switch (value) {
      case JsonObject object -> object.members().forEach(merged::putIfAbsent);
      case JsonArray array -> array.forEach(each -> mergeOne(node, each, merged));
      default -> throw problem(node, "only mappings can be merged");
    }
  }

  private static void mergeOne(Node node, JsonValue value, Map<String, JsonValue> merged) {
    if (!(value instanceof JsonObject object)) {
      throw problem(node, "only mappings can be merged");
    }
    object.members().forEach(merged::putIfAbsent);
  }

  private static String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return switch (scalar(scalar)) {
        case JsonString text -> text.value();
        case JsonNumber number -> number.literal();
        case JsonBoolean bool -> String.valueOf(bool.value());
        default -> throw problem(node, "null can not be a key");
      };
    }
    throw problem(node, "a mapping or sequence can not be a key");
  }

  private static JsonValue scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR) || isForeign(tag)) {
      return new JsonString(text);
    }
    if (tag.equals(Tag.BINARY)) {
      return new JsonString(decoded(node));
    }
    if (tag.equals(PLAIN) && text.equals("<<")) {
      return new JsonString(text);
    }
    JsonValue value = YamlScalars.resolve(text);
    if (value == null) {
      throw problem(node, "JSON has no infinity and no NaN");
    }
    boolean fits =
        tag.equals(PLAIN)
            || tag.equals(Tag.NULL) && value == JsonNull.NULL
            || tag.equals(Tag.BOOL) && value instanceof JsonBoolean
            || value instanceof JsonNumber && (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT));
    if (!fits) {
      throw problem(node, "the value does not fit its tag " + tag);
    }
    return value;
  }

  /** Tags that are not YAML's own say nothing here. */
  private static boolean isForeign(Tag tag) {
    return !tag.equals(PLAIN) && !tag.getValue().startsWith(Tag.PREFIX);
  }

  private static String decoded(ScalarNode node) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(node.getValue());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw problem(node, "!!binary must be base64");
    }
  }

  private static DecodeException problem(Node node, String problem) {
    return new DecodeException(
        "",
        node.getStartMark()
            .map(m -> "line %d, column %d: ".formatted(m.getLine() + 1, m.getColumn() + 1))
            .map(place -> place + problem)
            .orElse(problem),
        null);
  }

  /** The nodes of a value, to be written. */
  static Node node(JsonValue value) {
    return switch (value) {
      case JsonObject object -> {
        List<NodeTuple> tuples = new ArrayList<>(object.size());
        object.members().forEach((k, v) -> tuples.add(new NodeTuple(string(k), node(v))));
        FlowStyle style = object.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        yield new MappingNode(Tag.MAP, tuples, style);
      }
      case JsonArray array -> {
        List<Node> nodes = array.values().stream().map(YamlTree::node).toList();
        FlowStyle style = array.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
        yield new SequenceNode(Tag.SEQ, nodes, style);
      }
      case JsonString text -> string(text.value());
      case JsonNumber number -> new ScalarNode(PLAIN, number.literal(), ScalarStyle.PLAIN);
      case JsonBoolean bool -> new ScalarNode(PLAIN, bool.toString(), ScalarStyle.PLAIN);
      case JsonNull nothing -> new ScalarNode(PLAIN, "null", ScalarStyle.PLAIN);
    };
  }

  private static ScalarNode string(String text) {
    boolean lines = text.indexOf('\n') >= 0;
    return new ScalarNode(Tag.STR, text, lines ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
  }
}
