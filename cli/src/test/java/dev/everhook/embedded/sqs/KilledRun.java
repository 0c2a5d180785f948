package dev.everhook.embedded.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A run in a process of its own, which closing this kills with SIGKILL. It obeys one command,
 * {@code wait <message id> <instant>}, and ends by itself when its standard input does.
 */
final class KilledRun implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final URI endpoint;
  private final SqsClient client;

  private KilledRun(Process process, BufferedReader output, URI endpoint) {
    this.process = process;
    this.output = output;
    this.endpoint = endpoint;
    this.client = TestQueue.client(endpoint);
  }

  public static void main(String[] args) throws IOException {
    DataFolder folder = DataFolder.open(Path.of(args[0]));
    EmbeddedSqs sqs = EmbeddedSqs.start(folder, 0, TestRun.QUEUES);
    folder.publish(
        new RunningEndpoints(
            ProcessHandle.current().pid(),
            sqs.endpoint(),
            sqs.endpoint(),
            sqs.queueUrl("refresh"),
            sqs.queueUrl("dead")));
    System.out.println(sqs.endpoint());
    var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      sqs.waitUntil(words[1], Instant.parse(words[2]));
      System.out.println("waits");
    }
    System.exit(1);
  }

  static KilledRun start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                folder.toString())
            // So that whatever it complains of stands before the address and fails the test.
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    return new KilledRun(process, output, URI.create(line(output)));
  }

  TestQueue queue(String name) {
    return new TestQueue(client, endpoint.resolve("/000000000000/" + name).toString());
  }

  SqsClient client() {
    return client;
  }

  long pid() {
    return process.pid();
  }

  void waitUntil(String messageId, Instant until) throws IOException {
    process.outputWriter(UTF_8).append("wait " + messageId + " " + until + "\n").flush();
    line(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    client.close();
  }

  private static String line(BufferedReader output) throws IOException {
    return Optional.ofNullable(output.readLine())
        .orElseThrow(() -> new IOException("The child process ended"));
  }
}
