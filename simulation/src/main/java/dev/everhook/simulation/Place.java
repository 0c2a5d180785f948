package dev.everhook.simulation;

/** Where a request can be. */
enum Place {
  REFRESH_QUEUE,
  DEAD_LETTERS,
  SCHEDULER_DEAD_LETTERS,
  ARCHIVE
}
