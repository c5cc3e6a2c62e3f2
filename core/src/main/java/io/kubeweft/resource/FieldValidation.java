package io.kubeweft.resource;

/** What the server does about unknown and duplicate fields in a request. */
public enum FieldValidation {
  /** Drops them silently. */
  IGNORE("Ignore"),
  /** Drops them and sends a warning for each. */
  WARN("Warn"),
  /** Fails the request with BadRequest. */
  STRICT("Strict");

  private final String parameter;

  FieldValidation(String parameter) {
    this.parameter = parameter;
  }

  /** Returns the form of query parameters. */
  @Override
  public String toString() {
    return parameter;
  }
}
