package io.kubeweft.resource;

/** How the resourceVersion of a list request is meant. */
public enum ResourceVersionMatch {
  /** The collection exactly as it was at this version. */
  EXACT("Exact"),
  /** The collection as it was at this version or later. */
  NOT_OLDER_THAN("NotOlderThan");

  private final String parameter;

  ResourceVersionMatch(String parameter) {
    this.parameter = parameter;
  }

  /** Returns the form of query parameters. */
  @Override
  public String toString() {
    return parameter;
  }
}
