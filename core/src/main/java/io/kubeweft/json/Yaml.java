package io.kubeweft.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML as kubectl does, and writes it.
 *
 * <p>{@code 0644} is 420, {@code yes} is true, aliases and merges ({@code <<}) are resolved, the
 * last of two equal keys counts, and what JSON can not say ({@code .nan}) is refused. JSON is YAML,
 * too.
 */
public final class Yaml {
  /** Manifests are held by a server whose requests are limited to 3 MB each. */
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @param text of at most 64 million characters; an empty one is null
   * @throws DecodeException if it is not YAML, or more than one document
   */
  public static JsonValue parse(String text) {
    List<JsonValue> documents = parseAll(text);
    if (documents.size() > 1) {
      throw new DecodeException(
          "", "one YAML document was expected, but there are " + documents.size(), null);
    }
    return documents.isEmpty() ? JsonNull.NULL : documents.getFirst();
  }

  /**
   * Reads all documents of a stream, which {@code ---} separates; empty ones are left out.
   *
   * @param text of at most 64 million characters
   * @throws DecodeException if it is not YAML; the message names line and column
   */
  public static List<JsonValue> parseAll(String text) {
    List<JsonValue> documents = new ArrayList<>();
    LoadSettings settings = settings();
    try {
      StreamReader reader = new StreamReader(settings, text);
      Composer composer = new Composer(settings, new ParserImpl(settings, reader));
      while (composer.hasNext()) {
        JsonValue value = new YamlTree().value(composer.next());
        if (value != JsonNull.NULL) {
          documents.add(value);
        }
      }
    } catch (MarkedYamlEngineException e) {
      throw new DecodeException("", "not YAML: " + withoutText(e), null);
    } catch (YamlEngineException | StackOverflowError e) {
      throw new DecodeException("", "not YAML: " + e.getMessage(), null);
    }
    return documents;
  }

  /**
   * Reads a value of a type, such as an object of the API.
   *
   * @param codec for its type, such as {@code Pod.CODEC}
   * @param text one document of YAML, or JSON
   * @throws DecodeException if it is not YAML, or something else, such as an object of another kind
   */
  public static <T> T read(JsonCodec<T> codec, String text) {
    return Json.fromTree(codec, parse(text));
  }

  /**
   * Reads a value of a type from a stream.
   *
   * @param codec for its type, such as {@code Pod.CODEC}
   * @param in one document of YAML or JSON in UTF-8; read to its end, and not closed
   * @throws DecodeException if it is not YAML, or something else, such as an object of another kind
   * @throws UncheckedIOException if it can not be read
   */
  public static <T> T read(JsonCodec<T> codec, InputStream in) {
    try {
      return read(codec, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a value of a type from a file.
   *
   * @param codec for its type, such as {@code Pod.CODEC}
   * @param file one document of YAML or JSON in UTF-8
   * @throws DecodeException if it is not YAML, or something else, such as an object of another kind
   * @throws UncheckedIOException if it can not be read
   */
  public static <T> T read(JsonCodec<T> codec, Path file) {
    try {
      return read(codec, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a value of a type as a block of YAML.
   *
   * @param codec for its type, such as {@code Pod.CODEC}
   * @param value any
   */
  public static <T> String write(JsonCodec<T> codec, T value) {
    return write(Json.toTree(codec, value));
  }

  /** The library's own message repeats the line, which may hold a secret. */
  private static String withoutText(MarkedYamlEngineException failure) {
    String problem = failure.getProblem() == null ? "wrong syntax" : failure.getProblem();
    return failure
        .getProblemMark()
        .map(
            mark ->
                "line %d, column %d: %s"
                    .formatted(mark.getLine() + 1, mark.getColumn() + 1, problem))
        .orElse(problem);
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setSchema(YamlTree.SCHEMA)
        .setAllowDuplicateKeys(true)
        .setAllowRecursiveKeys(false)
        .setAllowNonScalarKeys(true)
        .setCodePointLimit(MAX_CODE_POINTS)
        .setMaxAliasesForCollections(Integer.MAX_VALUE)
        .setUseMarks(true)
        .build();
  }

  /**
   * Writes a value as a block of YAML that {@link #parse} and kubectl read as the same value.
   *
   * @param value any
   */
  public static String write(JsonValue value) {
    StringBuilder text = new StringBuilder();
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(YamlTree.SCHEMA)
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .build();
    new Dump(settings).dumpNode(YamlTree.node(value), new Text(text));
    return text.toString();
  }

  private record Text(StringBuilder text) implements StreamDataWriter {
    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int offset, int length) {
      text.append(part, offset, offset + length);
    }
  }
}
