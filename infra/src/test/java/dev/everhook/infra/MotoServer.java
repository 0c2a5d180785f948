package dev.everhook.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An emulator of AWS's APIs in a process of its own, and the AWS CLI that talks to it. */
final class MotoServer implements AutoCloseable {
  /** One for which the AWS CLI has no address of its own for SQS beside AWS_ENDPOINT_URL. */
  static final String REGION = "eu-central-2";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = path();

  private final Process process;
  private final int port;
  private final Path folder;

  /** What a command came to. */
  record Result(int status, String output) {}

  private MotoServer(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /** Where a Python manager has a script before the AWS CLI, that one takes half of its time. */
  private static String path() {
    String path = System.getenv("PATH");
    try {
      Process python = new ProcessBuilder("python3", "-c", "import sys; print(sys.prefix)").start();
      String prefix =
          new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Path own = Path.of(prefix, "bin");
      return Files.isExecutable(own.resolve("aws")) ? own + File.pathSeparator + path : path;
    } catch (IOException e) {
      // No Python of that name: the AWS CLI is found as it is.
      return path;
    }
  }

  static boolean isInstalled() {
    return LintTest.isInstalled("moto_server") && LintTest.isInstalled("aws");
  }

  /** Starts one, in a new folder that holds its log. */
  static MotoServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "moto").toAbsolutePath();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile())
            .start();
    MotoServer server = new MotoServer(process, port, folder);
    for (int i = 0; !server.answers(); i++) {
      if (i > 600 || !process.isAlive()) {
        server.close();
        throw new IOException("moto_server does not start");
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return server;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a command of ours or the AWS CLI against it. */
  Result run(String... command) throws IOException, InterruptedException {
    // By env, which looks on the PATH that the command is given.
    List<String> byEnv = new ArrayList<>(List.of("env"));
    byEnv.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(byEnv).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                // Not by its address: moto tells by this name that a bucket is in the path.
                "AWS_ENDPOINT_URL",
                endpoint(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_REGION",
                REGION,
                "AWS_DEFAULT_REGION",
                REGION,
                "AWS_PAGER",
                "",
                "PATH",
                PATH,
                "EVERHOOK_POLL_SECONDS",
                "0.2"));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process run = builder.start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(run.waitFor(), output);
  }

  /** What the AWS CLI answers; fails where it does not succeed. */
  JsonNode aws(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("aws", "--output", "json", "--endpoint-url", endpoint()));
    command.addAll(List.of(arguments));
    Result result = run(command.toArray(String[]::new));
    if (result.status != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.output);
    }
    return JSON.readTree(result.output);
  }

  /** A call of the AWS CLI with its input as JSON. */
  JsonNode aws(String service, String call, Map<String, ?> input)
      throws IOException, InterruptedException {
    return aws(service, call, "--cli-input-json", JSON.writeValueAsString(input));
  }

  private String endpoint() {
    return "http://localhost:" + port;
  }

  /** An older CLI passes over AWS_ENDPOINT_URL, and would go out to AWS itself. */
  boolean isReachedByTheCli() throws IOException, InterruptedException {
    return run("aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text")
        .output
        .strip()
        .equals("123456789012");
  }

  /** What SQS says of a queue. */
  JsonNode queueAttributes(String queueUrl) throws IOException, InterruptedException {
    return aws(
            "sqs",
            "get-queue-attributes",
            Map.of("QueueUrl", queueUrl, "AttributeNames", List.of("All")))
        .path("Attributes");
  }

  /** A folder for what a test writes. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
