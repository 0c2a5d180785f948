package dev.everhook.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that is kept: examples, and whatever was found. */
class CorpusTest {
  static List<Corpus.Kept> kept() throws Exception {
    return Corpus.of(
        Path.of(Objects.requireNonNull(CorpusTest.class.getResource("/corpus")).toURI()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kept")
  void a_kept_input_is_read_by_the_rules(Corpus.Kept kept) throws Exception {
    kept.target().check(kept.input());
  }
}
