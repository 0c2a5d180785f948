package dev.everhook.worker;

import dev.everhook.core.EventJson;
import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event, in the order in which they were written. */
final class RecordingLog implements EventLog {
  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void write(PipelineEvent event) {
    events.add(event);
  }

  List<PipelineEvent> events() {
    return events;
  }

  <E extends PipelineEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The events as the lines that a function logs. */
  List<String> lines() {
    return events.stream().map(event -> EventJson.write(event, Instant.EPOCH)).toList();
  }
}
