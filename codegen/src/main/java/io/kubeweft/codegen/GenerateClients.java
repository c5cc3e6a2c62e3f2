package io.kubeweft.codegen;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for models and clients to be generated below the annotated package.
 *
 * <pre>{@code
 * @GenerateClients(spec = "crontabs.yaml")
 * package com.example.cron;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.PACKAGE)
public @interface GenerateClients {
  /**
   * Returns the documents: OpenAPI v2, OpenAPI v3 or CRDs, as JSON or YAML. Each is looked for
   * below the folder that the compiler option {@code -Akubeweft.specs} names, beside the annotated
   * file, and on the class path.
   */
  String[] spec();

  /**
   * Returns Java names for properties whose own names can not be used, each as {@code
   * property=javaName}.
   */
  String[] rename() default {};
}
