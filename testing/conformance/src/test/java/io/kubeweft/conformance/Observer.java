package io.kubeweft.conformance;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Notes what becomes of each test, and holds known differences to be differences. */
final class Observer implements TestWatcher, InvocationInterceptor, ParameterResolver {
  @Override
  public void testSuccessful(ExtensionContext context) {
    note(context, Run.Outcome.PASSED, "");
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    String message = cause.getMessage();
    String prefix = "Assumption failed: ";
    String reason = message == null ? "no reason given" : message;
    note(
        context,
        Run.Outcome.LEFT_OUT,
        reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    note(context, Run.Outcome.FAILED, "");
  }

  private static void note(ExtensionContext context, Run.Outcome outcome, String reason) {
    Run.of(context)
        .note(context.getRequiredTestClass(), context.getRequiredTestMethod(), outcome, reason);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    Conformance.DiffersInMemory difference =
        test.getExecutable().getAnnotation(Conformance.DiffersInMemory.class);
    if (difference == null || !Run.of(context).server().isInMemory()) {
      invocation.proceed();
      return;
    }
    Throwable failure = null;
    try {
      invocation.proceed();
    } catch (Exception | AssertionError e) {
      failure = e;
    }
    if (failure == null) {
      stale(Run.of(context), test.getExecutable());
      return;
    }
    throw new TestAbortedException(difference.value(), failure);
  }

  /** The summary names it, so it is seen; in CI, where nobody writes summaries, it is a failure. */
  private static void stale(Run run, Method test) {
    String name = test.getDeclaringClass().getSimpleName() + "." + test.getName();
    run.remark("`" + name + "` is marked @DiffersInMemory, but passes: remove the mark.");
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(
          name
              + " passes against the server in memory: remove its @DiffersInMemory, and write"
              + " docs/conformance.md anew with -Dconformance.write=true");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Run.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Run.of(context);
  }
}
