package io.kubeweft.dynamic;

import io.kubeweft.json.DecodeException;
import io.kubeweft.rest.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of objects that belong together, as files describe them: {@link DynamicClient#apply},
 * {@link DynamicClient#delete} and {@link DynamicClient#awaitReady} take it as a whole.
 *
 * @param objects in the order of the files; lists are taken apart
 */
public record Manifest(List<Unstructured> objects) implements Iterable<Unstructured> {
  /** Takes lists apart, and makes the list immutable. */
  public Manifest {
    List<Unstructured> flat = new ArrayList<>(objects.size());
    for (Unstructured object : objects) {
      if (UnstructuredList.isList(object.json())) {
        flat.addAll(UnstructuredList.of(object.json()).items());
      } else {
        flat.add(object);
      }
    }
    objects = List.copyOf(flat);
  }

  /**
   * Returns a set of objects.
   *
   * @param objects in any order
   */
  public static Manifest of(Unstructured... objects) {
    return new Manifest(List.of(objects));
  }

  /**
   * Reads objects from a text.
   *
   * @param text JSON, or YAML of any number of documents; empty ones are passed over
   * @throws DecodeException if a document is broken or describes no object
   */
  public static Manifest parse(String text) {
    return new Manifest(ManifestReader.parse("the text", text));
  }

  /**
   * Reads objects from a stream.
   *
   * @param in JSON in UTF-8, or YAML of any number of documents; read to its end and not closed
   * @throws DecodeException if a document is broken or describes no object
   * @throws UncheckedIOException if it can not be read
   */
  public static Manifest read(InputStream in) {
    try {
      return new Manifest(ManifestReader.parse("the stream", in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads objects from a file, or from all {@code .yaml}, {@code .yml} and {@code .json} files of a
   * folder, in the order of their names. Folders within it are passed over, as by kubectl.
   *
   * @param fileOrFolder where they are
   * @throws DecodeException if a document is broken or describes no object, or something is not
   *     there or can not be read; it names the file
   */
  public static Manifest read(Path fileOrFolder) {
    return new Manifest(ManifestReader.read(fileOrFolder, 1));
  }

  /**
   * Reads objects as {@link #read(Path)}, from a folder and all folders within it.
   *
   * @param folder where they are
   * @throws DecodeException if a document is broken or describes no object, or something is not
   *     there or can not be read; it names the file
   */
  public static Manifest readAll(Path folder) {
    return new Manifest(ManifestReader.read(folder, Integer.MAX_VALUE));
  }

  /** Returns the number of objects. */
  public int size() {
    return objects.size();
  }

  @Override
  public Iterator<Unstructured> iterator() {
    return objects.iterator();
  }

  /** What has become of an object. */
  public enum Outcome {
    /** It is as the manifest describes it. */
    APPLIED,
    /** It is ready. */
    READY,
    /** Its deletion has been accepted; it may be there for a while. */
    DELETED,
    /** It is not there. */
    ABSENT,
    /** It was not done; the failure says why. */
    FAILED
  }

  /**
   * What has become of an object.
   *
   * @param item as the manifest describes it
   * @param outcome what has become of it
   * @param current as the server has it now; null if it is not there, or was not done
   * @param failure why it was not done, such as an {@link ApiException}; null if it was
   */
  public record Result(
      Unstructured item,
      Outcome outcome,
      @Nullable Unstructured current,
      @Nullable RuntimeException failure) {
    /** Returns the object, its outcome, and why it failed. */
    @Override
    public String toString() {
      return item + ": " + outcome + (failure == null ? "" : ": " + failure.getMessage());
    }
  }

  /**
   * How far a call has come: something begins, or has ended.
   *
   * @param item as the manifest describes it
   * @param result what has become of it; null if it is only begun
   * @param done how many objects are done
   * @param total how many there are
   */
  public record Progress(Unstructured item, @Nullable Result result, int done, int total) {}

  /**
   * What has become of all objects.
   *
   * @param results one for each object, in the order of the manifest
   */
  public record Report(List<Result> results) {
    /** Makes the list immutable. */
    public Report {
      results = List.copyOf(results);
    }

    /** Returns whether nothing has failed. */
    public boolean isSuccess() {
      return failures().isEmpty();
    }

    /** Returns what has failed, in the order of the manifest. */
    public List<Result> failures() {
      return results.stream().filter(result -> result.outcome() == Outcome.FAILED).toList();
    }

    /**
     * Returns this report if nothing has failed, and else throws the first failure; the others are
     * its suppressed exceptions.
     */
    public Report orThrow() {
      RuntimeException first = null;
      for (Result result : failures()) {
        RuntimeException failure = result.failure();
        if (first == null) {
          first = failure;
        } else if (failure != null && failure != first) {
          first.addSuppressed(failure);
        }
      }
      if (first != null) {
        throw first;
      }
      return this;
    }

    /**
     * Returns the objects as the server has them, with their UIDs; where it has none, as the
     * manifest describes them.
     */
    public Manifest current() {
      List<Unstructured> objects = new ArrayList<>(results.size());
      for (Result result : results) {
        Unstructured current = result.current();
        objects.add(current == null ? result.item() : current);
      }
      return new Manifest(objects);
    }
  }
}
