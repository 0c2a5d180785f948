package dev.everhook.redrive;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Archives in memory that keep the port's contract. Safe for use by many threads. */
final class InMemoryArchives implements ArchiveStore {
  private final NavigableMap<String, byte[]> parts = new TreeMap<>();
  private boolean isDown;
  private boolean isCorrupting;

  /** Every call fails from now on, or none does. */
  synchronized void down(boolean down) {
    isDown = down;
  }

  /** What is written from now on is not what is kept. */
  synchronized void corrupting(boolean corrupting) {
    isCorrupting = corrupting;
  }

  synchronized Map<String, byte[]> parts() {
    return new TreeMap<>(parts);
  }

  synchronized void put(String name, byte[] content) {
    parts.put(name, content.clone());
  }

  @Override
  public synchronized void write(String name, byte[] content) {
    throwIfDown("write", name);
    byte[] kept = content.clone();
    if (isCorrupting) {
      kept[kept.length / 2] ^= 1;
    }
    parts.put(name, kept);
  }

  @Override
  public synchronized byte[] read(String name) {
    throwIfDown("read", name);
    byte[] content = parts.get(name);
    if (content == null) {
      throw new ArchiveException("read", name, "it is not there", new IllegalStateException(name));
    }
    return content.clone();
  }

  @Override
  public synchronized List<String> list(String prefix) {
    throwIfDown("list", prefix);
    return parts.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public String location(String archive) {
    return "memory:" + archive;
  }

  private void throwIfDown(String attempted, String name) {
    if (isDown) {
      throw new ArchiveException(attempted, name, "down", new IllegalStateException("down"));
    }
  }
}
