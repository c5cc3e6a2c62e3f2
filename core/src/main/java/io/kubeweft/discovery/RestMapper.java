package io.kubeweft.discovery;

import io.kubeweft.KubernetesException;
import io.kubeweft.meta.GroupVersion;
import io.kubeweft.meta.GroupVersionKind;
import io.kubeweft.meta.GroupVersionResource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells which resource a kind or a name stands for.
 *
 * <p>A lookup is answered from memory. Only when nothing matches is the server asked, once, whether
 * there is something new; so a custom resource is found as soon as it is served. Where several
 * resources match, the core group comes first, then the groups in the server's order; of each group
 * its preferred version.
 *
 * <p>A lookup that asks the server blocks, fails and is cancelled as any request. Safe for use by
 * any number of threads: those that miss at once share one discovery.
 */
public final class RestMapper {
  private final DiscoveryState state;

  RestMapper(DiscoveryState state) {
    this.state = state;
  }

  /**
   * Returns the resource of a kind in one version.
   *
   * @param kind group, version and kind
   * @throws NoMatchException if the server does not serve it
   */
  public ApiResource forKind(GroupVersionKind kind) {
    return require(index -> index.kind(kind), kind.toString(), kind.groupVersion());
  }

  /**
   * Returns the resource of a kind in the preferred version of its group.
   *
   * @param group such as {@code apps}; empty for the core group
   * @param kind such as {@code Deployment}
   * @throws NoMatchException if the server does not serve it
   */
  public ApiResource forKind(String group, String kind) {
    String what = group.isEmpty() ? kind : kind + " of " + group;
    return require(index -> index.kind(group, kind), what, null);
  }

  /**
   * Returns what the server says of a resource in one version.
   *
   * @param resource group, version and plural name
   * @throws NoMatchException if the server does not serve it
   */
  public ApiResource forResource(GroupVersionResource resource) {
    return require(index -> index.resource(resource), resource.toString(), resource.groupVersion());
  }

  /**
   * Returns the resource that a name stands for, as on the command line of kubectl.
   *
   * @param name plural, singular or short, such as {@code deployments}, {@code deployment} or
   *     {@code deploy}; it may be followed by a group, or by a version and a group: {@code
   *     deployments.apps}, {@code deployments.v1.apps}
   * @throws NoMatchException if the server serves nothing of this name
   */
  public ApiResource forName(String name) {
    return require(index -> first(index.name(name)), "resource \"" + name + "\"", null);
  }

  /**
   * Returns all resources that a name may stand for, best first; empty if there are none.
   *
   * @param name as for {@link #forName}
   */
  public List<ApiResource> allForName(String name) {
    List<ApiResource> none = List.of();
    List<ApiResource> found =
        lookUp(
            index -> {
              List<ApiResource> matches = index.name(name);
              return matches.isEmpty() ? null : matches;
            });
    return found == null ? none : found;
  }

  /**
   * Returns the resources of a category, each in its preferred version; empty if there are none.
   *
   * @param category such as {@code all}
   */
  public List<ApiResource> category(String category) {
    List<ApiResource> none = List.of();
    List<ApiResource> found =
        lookUp(
            index -> {
              List<ApiResource> members = index.category(category);
              return members.isEmpty() ? null : members;
            });
    return found == null ? none : found;
  }

  private static @Nullable ApiResource first(List<ApiResource> resources) {
    return resources.isEmpty() ? null : resources.get(0);
  }

  private ApiResource require(
      Function<MapperIndex, @Nullable ApiResource> lookup,
      String what,
      @Nullable GroupVersion groupVersion) {
    ApiResource found = lookUp(lookup);
    if (found != null) {
      return found;
    }
    Map<GroupVersion, KubernetesException> failures = state.usable().catalog().failures();
    KubernetesException failure = groupVersion == null ? null : failures.get(groupVersion);
    String reason;
    if (failure != null) {
      reason = ": " + failure.getMessage();
    } else if (!failures.isEmpty()) {
      reason = "; what these serve is not known: " + failures.keySet();
    } else {
      reason = "; is it spelt right, and is its CustomResourceDefinition there?";
    }
    throw new NoMatchException("the server does not serve " + what + reason, failure);
  }

  /** Asks the server anew if there is no match, unless it was asked during this very lookup. */
  private <R> @Nullable R lookUp(Function<MapperIndex, @Nullable R> lookup) {
    long ticket = state.drawTicket();
    R found = lookup.apply(state.usable().index());
    return found != null ? found : lookup.apply(state.newerThan(ticket).index());
  }
}
