package dev.everhook.it.scenarios;

import java.util.Comparator;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Those that share the backend go first and together: none of them waits for one that does not. */
public final class SharedFirst implements MethodOrderer {
  @Override
  public void orderMethods(MethodOrdererContext context) {
    context.getMethodDescriptors().sort(Comparator.comparing(SharedFirst::isAlone));
  }

  private static boolean isAlone(MethodDescriptor method) {
    return method
        .findAnnotation(ResourceLock.class)
        .map(lock -> lock.mode() == ResourceAccessMode.READ_WRITE)
        .orElse(false);
  }
}
