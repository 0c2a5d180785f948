package dev.everhook.benchmarks.coldstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function that is measured.
 *
 * @param name its name in the table
 * @param command starts its process
 * @param taskRoot where it starts
 * @param environment all its variables
 * @param bytes the size of what is deployed
 */
record Peer(
    String name, List<String> command, Path taskRoot, Map<String, String> environment, long bytes) {
  Peer {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
