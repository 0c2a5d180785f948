package dev.everhook.redrive;

import java.util.List;

/**
 * Keeps archived dead letters: a bucket in AWS, a folder in the embedded run. Safe for use by many
 * threads.
 *
 * <p>Names have the form {@code <archive>/part-00001.jsonl}, of letters, digits, hyphens, full
 * stops and one slash. Every method throws {@link ArchiveException} where the store does not do its
 * part.
 */
public interface ArchiveStore {

  /** Writes a part, durably: once this returns, its letters may be deleted from their queue. */
  void write(String name, byte[] content);

  /** Reads a part back, as it is kept and not as it was written. */
  byte[] read(String name);

  /**
   * The names that begin with {@code prefix}, in alphabetical order.
   *
   * @param prefix an archive's name and a slash
   */
  List<String> list(String prefix);

  /** Where a person finds an archive: {@code s3://…}, or a path. */
  String location(String archive);
}
