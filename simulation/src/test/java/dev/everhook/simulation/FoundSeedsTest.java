package dev.everhook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worlds in which a rule was broken once. */
class FoundSeedsTest {

  @ParameterizedTest(name = "seed {0}: {1}")
  @CsvSource({
    "14, a sweep sent one more copy each hour of what a dying worker kept hidden",
    "36, a sweep sent one more copy each hour of what a dying worker kept hidden",
    "122, a redrive took what died again meanwhile and went round",
    "10701, a redrive that died and began again took what was dead since",
    "430, a sweep sent the longest overdue again and again and the others never",
    "6299, a message was forgotten after days of a ledger that refused and a worker that died",
  })
  void what_was_found_once_does_not_come_back(long seed, String bug) {
    assertThat(Run.of(new Scenario(seed, 30), Wiring.SOUND, false).violation()).as(bug).isNull();
  }
}
