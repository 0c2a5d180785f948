package dev.everhook.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Packs entries into batches that a queue takes: by count and by bytes, in order. */
final class Batches {
  /** The most entries of one batch call. */
  static final int MOST_ENTRIES = 10;

  /** The most bytes of one batch call, which every SQS endpoint takes. */
  static final int MOST_BYTES = 256 * 1024;

  private Batches() {}

  /**
   * Packs entries; one that is larger than a batch stands alone, for the queue to judge.
   *
   * @param bytes the size of an entry
   */
  static <T> List<List<T>> pack(List<T> entries, ToIntFunction<T> bytes) {
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    long size = 0;
    for (T entry : entries) {
      int entrySize = bytes.applyAsInt(entry);
      if (!batch.isEmpty() && (batch.size() == MOST_ENTRIES || size + entrySize > MOST_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        size = 0;
      }
      batch.add(entry);
      size += entrySize;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
