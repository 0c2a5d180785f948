package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.SettableClock;
import dev.everhook.infra.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;

class EventSourceMappingTest {
  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private final StubSqs sqs = new StubSqs();
  private final BlockingQueue<PipelineEvent> log = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> invoked = new LinkedBlockingQueue<>();
  private final CountDownLatch calls = new CountDownLatch(1);
  private EventSourceMapping mapping;

  @BeforeEach
  void open() throws IOException {
    mapping = mapping();
  }

  /** With a worker whose calls end when a test says so, and never fail. */
  private EventSourceMapping mapping() throws IOException {
    Template template = Template.load();
    RunSettings settings =
        RunSettings.read(
            Parameters.read(
                template, List.of("WebhookUrl=https://example.com", "MaxConcurrency=2")),
            template);
    mapping =
        new EventSourceMapping(
            new BatchQueue(
                sqs, URI.create("http://127.0.0.1/queue"), "an:arn", 10, clock, log::add),
            (event, context) -> invoke(event),
            settings,
            new PauseFile(folder),
            clock,
            event -> {},
            failure -> {});
    return mapping;
  }

  private SQSBatchResponse invoke(SQSEvent event) {
    invoked.add(event.getRecords().getFirst().getMessageId());
    try {
      calls.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new SQSBatchResponse(List.of());
  }

  @AfterEach
  void close() {
    calls.countDown();
    sqs.end();
    mapping.close();
  }

  private void assertGivenBack(String id) throws InterruptedException {
    ChangeMessageVisibilityBatchRequest request = sqs.visibilities.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    assertThat(request.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.receiptHandle()).isEqualTo("receipt-" + id);
              assertThat(entry.visibilityTimeout()).isZero();
            });
  }

  @Test
  void a_batch_that_arrives_after_a_pause_is_given_back_and_not_invoked() throws Exception {
    mapping().start();
    sqs.receiving.await();

    mapping.pause();
    sqs.hand("late");

    assertGivenBack("late");
    assertThat(invoked).isEmpty();
  }

  @Test
  void a_batch_in_hand_is_given_back_at_a_pause_and_calls_in_flight_end() throws Exception {
    mapping().start();
    sqs.hand("first");
    sqs.hand("second");
    sqs.hand("in hand");

    mapping.pause();

    assertGivenBack("in hand");
    calls.countDown();
    assertThat(List.of(deleted(), deleted())).containsExactlyInAnyOrder("first", "second");
    assertThat(invoked).containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void a_message_that_is_done_but_not_deleted_is_in_the_log() throws Exception {
    calls.countDown();
    sqs.keep("kept");
    mapping().start();
    sqs.hand("kept");

    assertThat(log.poll(10, TimeUnit.SECONDS))
        .isEqualTo(
            new PipelineEvent.MessageKept("kept", "it is done, but the queue did not delete it"));
  }

  private String deleted() throws InterruptedException {
    var request = sqs.deletes.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request.entries().getFirst().receiptHandle().substring("receipt-".length());
  }

  @Test
  void a_resume_begins_calls_again() throws Exception {
    mapping().start();
    mapping.pause();
    mapping.resume();

    sqs.hand("next");
    // One that was received before the pause would have been given back.
    assertThat(invoked.poll(10, TimeUnit.SECONDS)).isEqualTo("next");
    assertThat(Files.exists(folder.resolve("paused"))).isFalse();
  }

  @Test
  void a_pause_outlives_the_run() throws Exception {
    mapping().pause();
    mapping.close();

    mapping().start();

    assertThat(mapping.state().isPaused()).isTrue();
    assertThat(mapping.resume()).isTrue();
    sqs.hand("after");
    assertThat(invoked.poll(10, TimeUnit.SECONDS)).isEqualTo("after");
    mapping.close();
    assertThat(mapping().state().isPaused()).isFalse();
  }

  @Test
  void a_second_pause_changes_nothing() throws Exception {
    assertThat(mapping().pause()).isTrue();
    EventSourceMapping.State first = mapping.state();
    clock.set(SettableClock.START.plusSeconds(9));

    assertThat(mapping.pause()).isFalse();

    assertThat(mapping.state()).isEqualTo(first);
    assertThat(mapping.resume()).isTrue();
    assertThat(mapping.resume()).isFalse();
    assertThat(mapping.state().since()).isEqualTo(clock.instant());
  }

  @Test
  void a_pause_that_cannot_be_written_is_none() throws Exception {
    mapping();
    Files.delete(folder);

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(mapping::pause);

    assertThat(mapping.state().isPaused()).isFalse();
    Files.createDirectory(folder);
  }
}
