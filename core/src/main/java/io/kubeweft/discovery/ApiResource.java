package io.kubeweft.discovery;

import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource that an API server serves in one version.
 *
 * @param resource group, version and plural name
 * @param kind of its objects; its kind is empty if the server serves subresources alone
 * @param singular name for one object, such as {@code deployment}
 * @param namespaced whether its objects live in namespaces
 * @param verbs what can be done with it, such as {@code get} and {@code deletecollection}
 * @param shortNames such as {@code deploy}
 * @param categories groups of resources, such as {@code all}
 * @param subresources such as {@code status}
 */
public record ApiResource(
    GroupVersionResource resource,
    GroupVersionKind kind,
    String singular,
    boolean namespaced,
    List<String> verbs,
    List<String> shortNames,
    List<String> categories,
    List<Subresource> subresources) {
  /** Makes the lists immutable. */
  public ApiResource {
    verbs = List.copyOf(verbs);
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    subresources = List.copyOf(subresources);
  }

  /**
   * A part of each object that is read or written by itself.
   *
   * @param name such as {@code status} or {@code scale}
   * @param kind of its body, which may be of another group
   * @param verbs what can be done with it
   */
  public record Subresource(String name, GroupVersionKind kind, List<String> verbs) {
    /** Makes the list immutable. */
    public Subresource {
      verbs = List.copyOf(verbs);
    }
  }

  /**
   * Returns whether all of these verbs are supported.
   *
   * @param wanted such as {@code list} and {@code watch}
   */
  public boolean supports(String... wanted) {
    return verbs.containsAll(List.of(wanted));
  }

  /**
   * Returns a subresource, or null if there is none of this name.
   *
   * @param name such as {@code scale}
   */
  public @Nullable Subresource subresource(String name) {
    for (Subresource subresource : subresources) {
      if (subresource.name().equals(name)) {
        return subresource;
      }
    }
    return null;
  }
}
