package dev.everhook.embedded.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleStateFileTest {
  private static final Instant ANCHOR = Instant.parse("2026-11-22T19:30:07Z");
  private static final ScheduleState STATE =
      new ScheduleState("rate(72 hours)", ZoneId.of("Europe/Berlin"), null, ANCHOR, null);

  private final Path folder;
  private final Path path;
  private final ScheduleStateFile file;

  ScheduleStateFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.path = folder.resolve("schedule.json");
    this.file = new ScheduleStateFile(path);
  }

  @Test
  void missing_file_is_no_state() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void state_survives_the_round_trip() {
    file.write(STATE);
    assertThat(file.read()).hasValue(STATE);

    ScheduleState full =
        new ScheduleState(
            "cron(0 8 ? * MON-FRI *)",
            ZoneId.of("UTC"),
            Instant.parse("2020-01-01T00:00:00Z"),
            ANCHOR,
            ANCHOR.plusNanos(1));
    file.write(full);
    assertThat(new ScheduleStateFile(path).read()).hasValue(full);
  }

  @Test
  void file_is_json_that_a_person_can_read() throws IOException {
    file.write(STATE.done(ANCHOR));

    assertThat(path)
        .hasContent(
            """
            {
              "expression" : "rate(72 hours)",
              "zone" : "Europe/Berlin",
              "anchor" : "2026-11-22T19:30:07Z",
              "lastSlot" : "2026-11-22T19:30:07Z"
            }
            """);
  }

  @Test
  void write_leaves_nothing_but_the_state() throws IOException {
    file.write(STATE);
    file.write(STATE.done(ANCHOR));

    assertThat(folder).isDirectoryContaining(path::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void draft_of_a_write_that_crashed_is_passed_over() throws IOException {
    file.write(STATE);
    Files.writeString(folder.resolve("schedule.json.tmp"), "{\"expression\":\"ra");

    assertThat(file.read()).hasValue(STATE);
    file.write(STATE.done(ANCHOR));
    assertThat(file.read()).hasValue(STATE.done(ANCHOR));
  }

  @Test
  void unknown_fields_are_passed_over() throws IOException {
    Files.writeString(
        path,
        """
        {"version": 2, "expression": "rate(72 hours)", "zone": "Europe/Berlin",
         "startDate": null, "anchor": "2026-11-22T19:30:07Z"}
        """);

    assertThat(file.read()).hasValue(STATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 'expression' is missing or no string",
        "nonsense | it is not JSON",
        "{\"expression\": \"rate(72 ho | it is not JSON",
        "{} {} | it is not JSON",
        "[] | 'expression' is missing or no string",
        "{\"expression\": 7} | 'expression' is missing or no string",
        "{\"expression\": \"x\"} | 'zone' is missing or no string",
        "{\"expression\": \"x\", \"zone\": \"Mars/X\"} | 'zone' is no time zone: Mars/X",
        "{\"expression\": \"x\", \"zone\": \"UTC\", \"startDate\": \"y\"} | 'startDate' is no"
            + " instant",
        "{\"expression\": \"x\", \"zone\": \"UTC\"} | 'anchor' is missing or no string",
        "{\"expression\": \"x\", \"zone\": \"UTC\", \"anchor\": \"2026-11-22T19:30:07Z\","
            + " \"lastSlot\": \"2020-11-22T19:30:07Z\"}"
            + " | lastSlot 2020-11-22T19:30:07Z is before anchor 2026-11-22T19:30:07Z",
      })
  void corrupt_file_is_named_with_its_fault(String content, String fault) throws IOException {
    Files.writeString(path, content);

    assertThatExceptionOfType(CorruptScheduleStateException.class)
        .isThrownBy(file::read)
        .withMessageStartingWith(path + " is not a schedule's state: " + fault)
        .withMessageEndingWith("Move it away to begin the schedule anew.");
  }

  @Test
  void file_that_cannot_be_written_or_read_is_named() throws IOException {
    Path nowhere = folder.resolve("nowhere").resolve("schedule.json");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new ScheduleStateFile(nowhere).write(STATE))
        .withMessage("cannot write " + nowhere);

    Files.createDirectory(path);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(file::read)
        .withMessage("cannot read " + path);
  }
}
