package dev.everhook.it.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** How Lambda's managed runtime starts Java. */
public final class ManagedRuntime {
  /** The class that AWS's runtime starts; its argument is the handler. */
  public static final String MAIN = AWSLambda.class.getName();

  private ManagedRuntime() {}

  /**
   * The flags of the JVM: the first compiler alone, the serial collector, and of the memory 85 %
   * for the heap, 10 % for classes and 5 % for compiled code.
   *
   * @param memory the function's, in MB
   */
  public static List<String> flags(int memory) {
    int kilobytes = memory * 1024;
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:MaxHeapSize=%dk".formatted(kilobytes * 85L / 100),
        "-XX:MaxMetaspaceSize=%dk".formatted(kilobytes / 10),
        "-XX:ReservedCodeCacheSize=%dk".formatted(kilobytes / 20),
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED");
  }

  /** What is on the runtime's own class path: the runtime interface client and what it needs. */
  public static String classPath() {
    return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The jars of {@link #classPath}. */
  public static List<Path> jars() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(ManagedRuntime::jar)
        .toList();
  }

  /** The jar, or the folder, that a class comes from. */
  public static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
