package io.kubeweft.codegen;

/** The Java type of a property, with what reads and writes it. */
sealed interface JavaType {
  /**
   * A type that core or the JDK has.
   *
   * @param name fully qualified
   * @param codec an expression whose first part is a class of core; its package is that of json or
   *     meta
   * @param method of reader and writer, where they have one; empty for the codec
   * @param zero what an absent value reads as; empty if there is nothing that would mean it
   */
  record Known(String name, String codec, String method, String zero) implements JavaType {}

  /** A generated record. */
  record Model(String packageName, String simple) implements JavaType {
    String name() {
      return packageName + "." + simple;
    }
  }

  /**
   * A list.
   *
   * @param element the type of its elements
   * @param nullable whether they may be null
   */
  record ListOf(JavaType element, boolean nullable) implements JavaType {}

  /**
   * A map from strings.
   *
   * @param value the type of its values
   * @param nullable whether they may be null
   */
  record MapOf(JavaType value, boolean nullable) implements JavaType {}

  /** A record of core that has a builder. */
  record MetaModel(String simple) implements JavaType {
    String name() {
      return "io.kubeweft.meta." + simple;
    }
  }
}
