package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.AwsClients;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SqsRefreshQueue;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code kill -9} in the middle of a redrive: nothing is lost. Twice, or as often as {@code
 * -Dcrash.times} says.
 */
class RedriveCrashIT {
  private static final int TIMES = Integer.getInteger("crash.times", 2);
  private static final int LETTERS = 400 * TIMES;

  @Test
  void every_letter_is_in_one_of_the_queues_or_delivered(@TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start()) {
      String[] parameters = {receiver.parameter(), "ScheduleState=DISABLED"};
      Set<String> keys = fill(data, parameters);
      for (int i = 0; i < TIMES; i++) {
        killInTheMiddle(data, receiver, parameters);
      }
      try (Everhook run = Everhook.up(data, parameters)) {
        Everhook.Ended rest = run.command("dlq", "redrive", "--yes");
        assertThat(rest.status()).as(rest.toString()).isZero();
        run.awaitEmptyQueue();
        assertThat(receiver.keys()).isEqualTo(keys);
        assertThat(run.command("dlq", "list").out()).contains("No dead letters");
      }
    }
  }

  /** The rate leaves time to kill it; what is moved by then is being delivered meanwhile. */
  private static void killInTheMiddle(Path data, Receiver receiver, String[] parameters)
      throws Exception {
    try (Everhook run = Everhook.up(data, parameters)) {
      int before = receiver.calls().size();
      Process redrive = run.begin("dlq", "redrive", "--rate", "200", "--yes");
      receiver.await("some redriven calls", all -> all.size() > before + 20);
      run.killHard();
      redrive.waitFor();
      assertThat(redrive.exitValue()).as("exit status of a redrive cut off").isEqualTo(1);
    }
  }

  private static Set<String> fill(Path data, String[] parameters) throws Exception {
    Set<String> keys = new TreeSet<>();
    try (Everhook run = Everhook.up(data, parameters);
        SqsClient sqs = AwsClients.sqs(run.endpoint("sqs"))) {
      List<OutgoingMessage> letters = new ArrayList<>();
      for (int i = 0; i < LETTERS; i++) {
        RefreshRequest request =
            new RefreshRequest.Manual("r-" + i, "somebody", "a test", null, null);
        keys.add(request.key(0).toString());
        letters.add(
            new OutgoingMessage(
                RefreshRequestJson.write(request),
                new DeathNotice(
                        request.key(0),
                        0,
                        1,
                        DeadLetterReason.REJECTED,
                        400,
                        null,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH)
                    .attributes()));
      }
      new SqsRefreshQueue(sqs, run.endpoint("deadLetterQueue"), InstantSource.system())
          .send(letters);
      run.killHard();
    }
    return keys;
  }
}
