package io.kubeweft.resource;

import io.kubeweft.json.DecodeException;
import io.kubeweft.json.DecodeOptions;
import io.kubeweft.json.FieldNames;
import io.kubeweft.json.JsonCodec;
import io.kubeweft.json.JsonReader;
import io.kubeweft.json.RecurringParts;
import io.kubeweft.meta.KubernetesObject;
import io.kubeweft.meta.ListMeta;
import io.kubeweft.rest.RestRequest;
import io.kubeweft.rest.RestStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a collection, read page by page and decoded one by one while the answer comes in:
 * memory does not grow with the collection.
 *
 * <p>Iterate it once, by one thread, and close it. Each page is as the collection was when the
 * first one was read. When that is too long ago for the server, {@code next} throws an {@link
 * io.kubeweft.rest.ApiException} whose {@code isExpired} is true. When it throws a {@link
 * DecodeException} for one object, the objects after it can be read nevertheless.
 *
 * @param <T> the Java type of the objects
 */
public final class ItemStream<T extends KubernetesObject> implements Iterable<T>, AutoCloseable {
  private static final int DEFAULT_PAGE = 500;

  /** An answer is written without a pause: one that stops in its midst has lost its connection. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final FieldNames NAMES = FieldNames.of("metadata", "items", "kind", "apiVersion");

  private final Endpoint<T> endpoint;
  private ListOptions options;

  /** One for all pages, so that what they share is shared across them. */
  private final DecodeOptions decode;

  private final RecurringParts recurring = new RecurringParts();
  private @Nullable Page page;
  private ListMeta metadata = ListMeta.EMPTY;
  private boolean elementReady;
  private boolean finished;

  ItemStream(Endpoint<T> endpoint, ListOptions options) {
    this.endpoint = endpoint;
    this.options = options.limit() == null ? paged(options) : options;
    this.decode = options.decode().forList();
  }

  /**
   * That it comes in pages must not change what is read: a whole list of a version is of that
   * version or any newer one, but a page, without more, of exactly that version.
   */
  private static ListOptions paged(ListOptions options) {
    String version = options.resourceVersion();
    boolean meansNewer =
        version != null
            && !version.isEmpty()
            && !version.equals("0")
            && options.resourceVersionMatch() == null;
    ListOptions.Builder paged = options.toBuilder().limit(DEFAULT_PAGE);
    return meansNewer
        ? paged.resourceVersionMatch(ResourceVersionMatch.NOT_OLDER_THAN).build()
        : paged.build();
  }

  /** One answer and how far it is read. */
  private final class Page {
    final RestRequest request;
    final RestStream stream;
    final JsonReader reader;
    JsonCodec<T> codec = endpoint.type().codec();
    @Nullable String kind;
    @Nullable String apiVersion;
    boolean started;

    /** The field of the page that was gone to last. */
    int position = JsonReader.START;

    boolean inItems;
    boolean hadItems;

    Page(RestRequest request) {
      this.request = request;
      this.stream = endpoint.rest().open(request);
      this.reader = JsonReader.of(stream.body(), decode);
      reader.reuse(recurring);
    }

    /** Goes to the next item; false at the end of the page, when its metadata is known. */
    boolean advance() {
      if (!started) {
        started = true;
        reader.begin();
        reader.beginObject();
      }
      if (inItems && reader.nextElement()) {
        return true;
      }
      inItems = false;
      for (position = reader.nextField(NAMES, position);
          position != JsonReader.END;
          position = reader.nextField(NAMES, position)) {
        switch (position) {
          case 0 -> {
            ListMeta value = reader.value(ListMeta.CODEC);
            metadata = value == null ? ListMeta.EMPTY : value;
          }
          case 1 -> {
            hadItems = true;
            codec = ListCodec.items(endpoint.type().codec(), apiVersion, kind);
            inItems = reader.enterArray();
            if (inItems && reader.nextElement()) {
              return true;
            }
            inItems = false;
          }
          case 2 -> kind = reader.string();
          case 3 -> apiVersion = reader.string();
          default -> reader.skip();
        }
      }
      ListCodec.checkIsList(request + ": ", hadItems, kind);
      return false;
    }
  }

  /**
   * Returns the metadata of the page that was read last. Its resourceVersion is that of the whole
   * collection; it is sure to be there when all objects have been read.
   */
  public ListMeta metadata() {
    return metadata;
  }

  private boolean hasNext() {
    while (!elementReady && !finished) {
      Page current = page == null ? open() : page;
      elementReady = advance(current);
      if (!elementReady) {
        endOfPage(current);
      }
    }
    return elementReady;
  }

  private T next() {
    if (!hasNext() || page == null) {
      throw new NoSuchElementException();
    }
    elementReady = false;
    Page current = page;
    return guarded(current, () -> current.reader.readElement(current.codec));
  }

  private boolean advance(Page current) {
    try {
      return guarded(current, current::advance);
    } catch (DecodeException e) {
      close();
      throw e;
    }
  }

  private Page open() {
    RestRequest request = endpoint.requests().list(options).toBuilder().idleTimeout(IDLE).build();
    Page opened = new Page(request);
    page = opened;
    return opened;
  }

  private void endOfPage(Page current) {
    current.reader.close();
    current.stream.close();
    page = null;
    if (metadata.continueToken().isEmpty()) {
      finished = true;
    } else {
      // A continuation stands for the version of the first page: the server refuses another.
      options =
          options.toBuilder()
              .continueToken(metadata.continueToken())
              .resourceVersion(null)
              .resourceVersionMatch(null)
              .build();
    }
  }

  /** A failure of the connection ends it all; one of an object does not. */
  private <R> R guarded(Page current, Supplier<R> steps) {
    try {
      return current.reader.attempt(steps);
    } catch (UncheckedIOException e) {
      close();
      throw endpoint.rest().failure(current.request, e);
    }
  }

  /** Returns the objects, once; {@code hasNext} and {@code next} block. */
  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ItemStream.this.hasNext();
      }

      @Override
      public T next() {
        return ItemStream.this.next();
      }
    };
  }

  /** Returns the objects as a stream, which closes this when it is closed. */
  public Stream<T> stream() {
    Spliterator<T> objects =
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.NONNULL | Spliterator.ORDERED);
    return StreamSupport.stream(objects, false).onClose(this::close);
  }

  /** Gives up what is not read yet. */
  @Override
  public void close() {
    finished = true;
    elementReady = false;
    if (page != null) {
      page.stream.close();
      page = null;
    }
  }
}
