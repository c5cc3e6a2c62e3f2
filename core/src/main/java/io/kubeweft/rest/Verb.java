package io.kubeweft.rest;

/** What a request asks the API server to do: the verbs of its authorisation rules. */
public enum Verb {
  /** Read one object. */
  GET("get", "GET"),
  /** Read a collection. */
  LIST("list", "GET"),
  /** Follow the changes of a collection. */
  WATCH("watch", "GET"),
  /** Create an object. */
  CREATE("create", "POST"),
  /** Replace an object. */
  UPDATE("update", "PUT"),
  /** Change parts of an object, server-side apply included. */
  PATCH("patch", "PATCH"),
  /** Delete an object. */
  DELETE("delete", "DELETE"),
  /** Delete all selected objects of a collection. */
  DELETE_COLLECTION("deletecollection", "DELETE");

  private final String label;
  private final String method;

  Verb(String label, String method) {
    this.label = label;
    this.method = method;
  }

  /** Returns the HTTP method. */
  public String method() {
    return method;
  }

  /** Returns whether the request changes nothing, so that it may be sent again. */
  public boolean isRead() {
    return method.equals("GET");
  }

  /** Returns the name in authorisation rules, such as {@code deletecollection}. */
  @Override
  public String toString() {
    return label;
  }
}
