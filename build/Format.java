import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file of the project: {@code check} names the files that
 * it would change and fails, {@code apply} changes them. The root pom runs this on the JDK 25 of
 * the build, since the formatter uses the parser of the JDK that it runs on.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean apply = "apply".equals(args[0]);
    Path root = Path.of(args[1]);
    StringWriter changed = new StringWriter();
    StringWriter errors = new StringWriter();

    int status =
        new Main(new PrintWriter(changed), new PrintWriter(errors), InputStream.nullInputStream())
            .format(arguments(apply, root));

    System.err.print(errors);
    if (status != 0 && errors.toString().isEmpty()) {
      System.err.println("These files are not formatted:");
      changed.toString().lines().map(Path::of).map(root::relativize).forEach(Format::printIndented);
      System.err.println("Format them with: mvn -N -Pformat");
    }
    System.exit(status);
  }

  private static String[] arguments(boolean apply, Path root) throws IOException {
    List<String> options =
        apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed");
    return Stream.concat(options.stream(), sources(root).stream()).toArray(String[]::new);
  }

  /** The Java files under build/ and under the src/ of each module, never generated ones. */
  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .flatMap(folder -> Stream.of(folder.resolve("src"), folder))
          .filter(folder -> folder.endsWith("src") || folder.endsWith("build"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<String> javaFiles(Path folder) {
    try {
      return Files.walk(folder).map(Path::toString).filter(name -> name.endsWith(".java"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void printIndented(Path file) {
    System.err.println("  " + file);
  }
}
