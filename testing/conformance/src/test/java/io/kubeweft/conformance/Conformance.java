package io.kubeweft.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the suite: they run against whichever server the environment names. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("conformance")
@ExtendWith(Observer.class)
@interface Conformance {
  /** The area that the tests are about, as the summary calls it. */
  String value();

  /**
   * Says that a test does not pass against the server in memory, and why. It runs all the same:
   * once it passes the summary says so, and CI fails, because then there is a difference less to
   * list.
   */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface DiffersInMemory {
    /** Why. */
    String value();
  }
}
