package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A run in this process: the folder, the server and a client of it. */
record TestRun(DataFolder folder, EmbeddedSqs sqs, SqsClient client) implements AutoCloseable {
  static final Duration VISIBILITY = Duration.ofMinutes(90);

  static final List<QueueDefinition> QUEUES =
      List.of(
          QueueDefinition.of("refresh", VISIBILITY).withRedrivePolicy(new RedrivePolicy("dead", 3)),
          QueueDefinition.of("dead", Duration.ofSeconds(30)));

  static TestRun start(Path path) throws IOException {
    return start(path, 0, QUEUES);
  }

  static TestRun start(Path path, int port, List<QueueDefinition> queues) throws IOException {
    DataFolder folder = DataFolder.open(path);
    try {
      EmbeddedSqs sqs = EmbeddedSqs.start(folder, port, queues);
      return new TestRun(folder, sqs, TestQueue.client(sqs.endpoint()));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  TestQueue queue(String name) {
    return TestQueue.of(client, sqs, name);
  }

  @Override
  public void close() throws IOException {
    client.close();
    sqs.close();
    folder.close();
  }
}
