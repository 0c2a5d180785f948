package dev.everhook.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.redrive.ArchiveException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderArchivesTest {
  @TempDir Path folder;

  private FolderArchives archives() {
    return new FolderArchives(folder.resolve("archives"));
  }

  @Test
  void a_part_is_read_as_it_was_written() {
    byte[] content = "a line\nanother \u00e4\n".getBytes(UTF_8);

    archives().write("an-archive/part-00001.jsonl", content);

    assertThat(archives().read("an-archive/part-00001.jsonl")).isEqualTo(content);
    assertThat(Path.of(archives().location("an-archive")).resolve("part-00001.jsonl"))
        .isAbsolute()
        .hasBinaryContent(content);
  }

  @Test
  void a_part_that_is_written_again_is_replaced() {
    archives().write("a/part-00001.jsonl", "long and old".getBytes(UTF_8));
    archives().write("a/part-00001.jsonl", "new".getBytes(UTF_8));

    assertThat(archives().read("a/part-00001.jsonl")).asString().isEqualTo("new");
  }

  @Test
  void parts_of_an_archive_are_listed_in_order_and_those_of_others_are_not() {
    for (String name : new String[] {"a/part-00002.jsonl", "a/part-00001.jsonl", "ab/part.jsonl"}) {
      archives().write(name, new byte[0]);
    }

    assertThat(archives().list("a/")).containsExactly("a/part-00001.jsonl", "a/part-00002.jsonl");
    assertThat(archives().list("b/")).isEmpty();
  }

  @Test
  void a_write_that_was_cut_off_leaves_no_part() throws Exception {
    archives().write("a/part-00001.jsonl", new byte[0]);
    Files.writeString(folder.resolve("archives/a/.part-00002.jsonl.draft"), "half a li");

    assertThat(archives().list("a/")).containsExactly("a/part-00001.jsonl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../run.json",
        "a/../../lock",
        "a/..",
        "../x/part",
        "/a",
        "a",
        "a/b/c",
        "a/.b",
        ""
      })
  void a_name_that_leads_elsewhere_is_refused(String name) {
    assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> archives().read(name));
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> archives().write(name, new byte[0]));
    assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> archives().list("../a/"));
    assertThatExceptionOfType(ArchiveException.class).isThrownBy(() -> archives().list(""));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_the_disk_does_not_do_says_what_was_attempted() throws Exception {
    Files.writeString(folder.resolve("archives"), "a file where the folder should be");

    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> archives().write("a/part-00001.jsonl", new byte[0]))
        .withMessageStartingWith("Could not write a/part-00001.jsonl: ");
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> archives().read("a/part-00001.jsonl"))
        .withMessageStartingWith("Could not read a/part-00001.jsonl: ");
  }
}
