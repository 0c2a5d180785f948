package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The zips of the functions are the same bytes wherever they are built.
 *
 * <p>It shows that a zip, and each jar of ours in it, is made of names and contents alone (no time
 * of the build, no mode, user or tool of the machine), and that the sources give the same class
 * files in another folder and in another order. It does not show that another release of the JDK
 * compiles to the same class files, nor that Maven lists the jars in the same order everywhere: for
 * that the build must be done twice.
 */
class ReproducibleZipIT {
  /** As project.build.outputTimestamp has it. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  @ParameterizedTest
  @ValueSource(strings = {"producer-fn", "worker-fn", "redrive-fn"})
  void a_zip_and_our_jars_in_it_are_made_of_names_and_contents_alone(String module)
      throws IOException {
    byte[] zip = zip(module);
    Map<String, byte[]> entries = entries(zip);

    assertThat(zip).isEqualTo(PlainZip.of(entries, TIME));
    for (String name : List.of(jar(entries, "core"), jar(entries, module))) {
      byte[] jar = entries.getOrDefault(name, new byte[0]);
      Map<String, byte[]> inJar = entries(jar);
      assertThat(jar).as(name).isEqualTo(PlainZip.of(inJar, TIME));
      assertThat(inJar.get("META-INF/MANIFEST.MF"))
          .asString(StandardCharsets.UTF_8)
          .isEqualToIgnoringNewLines("Manifest-Version: 1.0\n\n");
    }
  }

  private static byte[] zip(String module) throws IOException {
    return Files.readAllBytes(Path.of("..", module, "target", "everhook-" + module + ".zip"));
  }

  /** Its name in the zip, with the version. */
  private static String jar(Map<String, byte[]> zip, String module) {
    return zip.keySet().stream()
        .filter(name -> name.startsWith("lib/everhook-" + module + "-"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer-fn", "worker-fn", "redrive-fn"})
  void the_sources_give_the_same_class_files_elsewhere(String module, @TempDir Path folder)
      throws IOException {
    Map<String, byte[]> jars = entries(zip(module));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
      if (jar.getKey().endsWith(".jar")) {
        Files.write(folder.resolve(jar.getKey()), jar.getValue());
      }
    }
    for (String of : List.of("core", module)) {
      Path classes = compile(of, lib, folder.resolve(of));

      Map<String, byte[]> made = entries(jars.getOrDefault(jar(jars, of), new byte[0]));
      made.keySet().removeIf(name -> !name.endsWith(".class"));
      assertThat(made).isNotEmpty();
      for (Map.Entry<String, byte[]> entry : made.entrySet()) {
        assertThat(Files.readAllBytes(classes.resolve(entry.getKey())))
            .as(entry.getKey())
            .isEqualTo(entry.getValue());
      }
    }
  }

  private static Path compile(String module, Path lib, Path to) throws IOException {
    Path from = to.resolve("elsewhere");
    List<Path> sources = copied(Path.of("..", module, "src", "main", "java"), from);
    Collections.reverse(sources);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(to.resolve("classes"));
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> jars = Files.list(lib)) {
      List<String> flags =
          List.of(
              "--release",
              "25",
              "-g",
              "-parameters",
              "-proc:none",
              "-d",
              classes.toString(),
              "-classpath",
              String.join(File.pathSeparator, jars.map(Path::toString).toList()));
      assertThat(
              compiler
                  .getTask(
                      null, files, null, flags, null, files.getJavaFileObjectsFromPaths(sources))
                  .call())
          .isTrue();
    }
    return classes;
  }

  private static List<Path> copied(Path from, Path to) throws IOException {
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        copies.add(Files.copy(file, copy));
      }
    }
    return copies;
  }
}
