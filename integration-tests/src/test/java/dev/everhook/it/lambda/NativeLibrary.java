package dev.everhook.it.lambda;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The runtime interface client's native library, in a file of these tests. By itself the client
 * writes it to one and the same file of the machine at each start: in Lambda each function has its
 * machine, but here one that starts beside another loads half of it, and its JVM is aborted.
 */
final class NativeLibrary {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final Path FILE = unpack();

  private NativeLibrary() {}

  /** The flag that has the client load it from there. */
  static String flag() {
    return "-D" + PROPERTY + "=" + FILE;
  }

  private static Path unpack() {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    try (InputStream in = requireNonNull(AWSLambda.class.getResourceAsStream(name), name)) {
      Path file = Files.createTempFile("everhook-aws-lambda-jni", ".so");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
