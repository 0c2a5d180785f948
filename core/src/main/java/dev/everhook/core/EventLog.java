package dev.everhook.core;

/** Where the events of the pipeline go. Safe for use by many threads; never throws. */
@FunctionalInterface
public interface EventLog {
  /** Writes one event. */
  void write(PipelineEvent event);
}
