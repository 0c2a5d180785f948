package dev.everhook.redrive;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of archives and their parts: {@code <archive>/part-00001.jsonl}. */
final class ArchiveNames {
  private static final Pattern PART = Pattern.compile(".*/part-([0-9]{5})\\.jsonl");

  private ArchiveNames() {}

  /** What the names of all parts of an archive begin with. */
  static String prefix(String archive) {
    return archive + "/";
  }

  static String part(String archive, int number) {
    return prefix(archive) + String.format(Locale.ROOT, "part-%05d.jsonl", number);
  }

  /** The number of the last part among these names; 0 for none. */
  static int lastPart(List<String> names) {
    int last = 0;
    for (String name : names) {
      Matcher part = PART.matcher(name);
      if (part.matches()) {
        last = Math.max(last, Integer.parseInt(part.group(1)));
      }
    }
    return last;
  }
}
