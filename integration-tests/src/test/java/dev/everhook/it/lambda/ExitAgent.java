package dev.everhook.it.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * In the process of a function: ends it by {@code System.exit} when a test says so. Alone in its
 * jar, so it names no other class of ours.
 */
public final class ExitAgent {
  /** The exit status. */
  private static final int STATUS = 23;

  private ExitAgent() {}

  /** What the JVM calls before the function starts. */
  public static void premain(String arguments) {
    Thread.ofPlatform().daemon().start(ExitAgent::exitWhenTold);
  }

  private static void exitWhenTold() {
    try {
      if (System.in.read() >= 0) {
        System.exit(STATUS);
      }
    } catch (IOException e) {
      // Nobody is left to tell it anything.
    }
  }

  /** Makes the agent's jar, and returns the flag that loads it. */
  public static String flag(Path folder) throws IOException {
    Path jar = folder.resolve("exit-agent.jar");
    String file = ExitAgent.class.getName().replace('.', '/') + ".class";
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), ExitAgent.class.getName());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        var code = ExitAgent.class.getClassLoader().getResourceAsStream(file)) {
      entries.putNextEntry(new ZipEntry(file));
      requireNonNull(code).transferTo(entries);
    }
    return "-javaagent:" + jar;
  }
}
