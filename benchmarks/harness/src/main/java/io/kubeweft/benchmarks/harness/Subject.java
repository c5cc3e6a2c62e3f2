package io.kubeweft.benchmarks.harness;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that is measured: the same few things, said in the words of each library. */
public interface Subject extends AutoCloseable {
  /**
   * What {@link #list} returns if it does not look at what it reads, and {@link Informer#size} if
   * it keeps nothing.
   */
  int UNCOUNTED = -1;

  /** Lists the pods of all namespaces, decoded; returns how many there are. */
  int list() throws Exception;

  /** Gets one pod, decoded. */
  void get(String namespace, String name) throws Exception;

  /**
   * Decodes a list of pods from memory, in the way this client does with an answer.
   *
   * @return how many there are
   */
  int decode(byte[] list) throws Exception;

  /**
   * Starts an informer of pods.
   *
   * @param namespace null for all
   * @param onUpdate told the annotation {@link PodText#SENT} of each update
   * @throws UnsupportedOperationException if this client has none
   */
  Informer informer(@Nullable String namespace, Consumer<@Nullable String> onUpdate)
      throws Exception;

  /** The local copy of pods. */
  interface Informer {
    /** Returns whether the initial list is in the store and the handler was told of it. */
    boolean isSynced();

    /** Returns how many pods there are in the store. */
    int size();
  }

  @Override
  void close();
}
