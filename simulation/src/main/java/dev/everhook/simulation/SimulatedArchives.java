package dev.everhook.simulation;

import dev.everhook.core.ledger.InMemoryOperations;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import dev.everhook.redrive.ArchiveException;
import dev.everhook.redrive.ArchiveStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The bucket of archives, and the record of operations beside it. */
final class SimulatedArchives {
  private final World world;
  private final NavigableMap<String, byte[]> parts = new TreeMap<>();
  private final InMemoryOperations operations = new InMemoryOperations();

  SimulatedArchives(World world) {
    this.world = world;
  }

  /** The names of all archives. */
  List<String> names() {
    return parts.keySet().stream()
        .map(name -> name.substring(0, name.indexOf('/')))
        .distinct()
        .toList();
  }

  private void write(String name, byte[] content) {
    byte[] before = parts.put(name, content);
    if (before != null) {
      count(before, false);
    }
    count(content, true);
  }

  /** What an archive holds counts as kept. */
  private void count(byte[] content, boolean isAdded) {
    for (Case of : ArchivedCases.of(new String(content, StandardCharsets.UTF_8), world.cases())) {
      if (isAdded) {
        of.enters(Place.ARCHIVE);
      } else {
        world.cases().leaves(of, Place.ARCHIVE);
      }
    }
  }

  /** The bucket as one function meets it. */
  ArchiveStore of(Life life) {
    return new ArchiveStore() {
      private <T> T call(String what, String name, Supplier<T> effect) {
        return life.call(
            what + " archive",
            false,
            effect,
            () ->
                new ArchiveException(what, name, "no answer", new IllegalStateException("silent")));
      }

      @Override
      public void write(String name, byte[] content) {
        call(
            "write to",
            name,
            () -> {
              SimulatedArchives.this.write(name, content);
              return name;
            });
      }

      @Override
      public byte[] read(String name) {
        return call(
            "read from",
            name,
            () -> {
              byte[] content = parts.get(name);
              if (content == null) {
                throw new ArchiveException(
                    "read", name, "not there", new IllegalStateException(name));
              }
              return content.clone();
            });
      }

      @Override
      public List<String> list(String prefix) {
        return call(
            "list",
            prefix,
            () -> parts.keySet().stream().filter(name -> name.startsWith(prefix)).toList());
      }

      @Override
      public String location(String archive) {
        return "s3://archives/" + archive;
      }
    };
  }

  /** The record of operations as one function meets it. */
  OperationStore operationsOf(Life life) {
    return new OperationStore() {
      private <T> T call(String what, Supplier<T> effect) {
        return life.call(
            what + " operation",
            world.outages().isLedgerDown(),
            effect,
            () ->
                new LedgerUnavailableException(
                    what, "no answer", new IllegalStateException("silent")));
      }

      @Override
      public Optional<Operation> begin(Operation operation, Instant now) {
        return call(
            "begin",
            () -> {
              world.operators().begins(life);
              return operations.begin(operation, now);
            });
      }

      @Override
      public boolean progress(String id, String progress) {
        return call("progress of", () -> operations.progress(id, progress));
      }

      @Override
      public boolean askToStop(String id) {
        return call("stop", () -> operations.askToStop(id));
      }

      @Override
      public void end(String id, Instant endedAt, String answer) {
        call(
            "end",
            () -> {
              operations.end(id, endedAt, answer);
              return id;
            });
      }

      @Override
      public Optional<Operation> find(String id) {
        return call("find", () -> operations.find(id));
      }

      @Override
      public List<Operation> recentOperations(int most) {
        return call("recent", () -> operations.recentOperations(most));
      }
    };
  }
}
