package dev.everhook.infra;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.function.Function;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link EmulatedAccount} and the {@link DeployedStack} in it, one of each for all
 * of them. Tests are skipped, and say so, where moto_server or the AWS CLI is not installed.
 */
final class Emulation implements BeforeAllCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    assumeThat(MotoServer.isInstalled()).as("moto_server and the AWS CLI are installed").isTrue();
    assumeThat(account(context).moto().isReachedByTheCli())
        .as("the AWS CLI knows AWS_ENDPOINT_URL")
        .isTrue();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmulatedAccount.class || type == DeployedStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmulatedAccount.class
        ? account(context)
        : once(context, DeployedStack.class, _ -> DeployedStack.deploy(account(context)));
  }

  private static EmulatedAccount account(ExtensionContext context) {
    return once(context, EmulatedAccount.class, _ -> EmulatedAccount.open(MotoServer.start()));
  }

  private interface Opening<T> {
    T open(Class<T> type) throws IOException, InterruptedException;
  }

  /** Closed by JUnit at the end of all tests. */
  private static <T> T once(ExtensionContext context, Class<T> type, Opening<T> opening) {
    Function<Class<T>, T> open =
        key -> {
          try {
            return opening.open(key);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        };
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Emulation.class))
        .computeIfAbsent(type, open, type);
  }
}
