package io.kubeweft.meta;

/** What becomes of the dependents of a deleted object. */
public enum PropagationPolicy {
  /** They stay, without this owner. */
  ORPHAN("Orphan"),
  /** The garbage collector deletes them after the object is gone. */
  BACKGROUND("Background"),
  /** The object stays, being deleted, until they are gone. */
  FOREGROUND("Foreground");

  private final String value;

  PropagationPolicy(String value) {
    this.value = value;
  }

  /** Returns the form of {@link DeleteOptions#propagationPolicy}. */
  @Override
  public String toString() {
    return value;
  }
}
