package io.kubeweft.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whom a client acts as that {@link KubeApiServerExtension} gives to a test. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AsUser {
  /** Returns the name of the user. */
  String value();

  /** Returns the groups of the user. */
  String[] groups() default {};
}
