package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.embedded.Colours;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

class TableTest {
  private static final String[] TITLES = {"KEY", ">COUNT", "REASON", "DETAIL", ">AGE", "LAST"};
  private static final int[] ALPHABET = "az09 é漢🙂\u001b\n\t\u0301\u202e".codePoints().toArray();

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_line_is_wider_than_80_columns_and_none_holds_what_a_terminal_obeys(int seed) {
    Random random = new Random(seed);
    int columns = 1 + random.nextInt(TITLES.length);
    Table table = new Table(" ".repeat(random.nextInt(4)), titles(columns));
    for (int row = 0; row < 1 + random.nextInt(5); row++) {
      table.row(IntStream.range(0, columns).mapToObj(_ -> text(random)).toArray());
    }
    String printed = print(table, Ansi.OFF);

    assertThat(printed.lines().toList())
        .as("seed %d", seed)
        .allSatisfy(
            line -> {
              assertThat(Columns.width(line)).isLessThanOrEqualTo(Output.COLUMNS);
              assertThat(line).doesNotContain("\u001b", "\t", "\u202e");
            });
  }

  @Test
  void colours_take_no_columns_and_what_they_say_the_text_says_too() {
    Table table =
        new Table("", "STATE", "KEY").row(Cell.word("dead"), "a").row(Cell.word("delivered"), "b");
    String plain = print(table, Ansi.OFF);
    String coloured = print(table, Ansi.ON);

    assertThat(plain).isEqualTo("STATE      KEY\ndead       a\ndelivered  b\n");
    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  private static String[] titles(int columns) {
    return Arrays.copyOf(TITLES, columns);
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(120), 0, ALPHABET.length)
        .mapToObj(i -> Character.toString(ALPHABET[i]))
        .reduce("", String::concat);
  }

  private static String print(Table table, Ansi ansi) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    table.print(new Output(writer, writer, new Colours(ansi), false));
    return out.toString();
  }
}
