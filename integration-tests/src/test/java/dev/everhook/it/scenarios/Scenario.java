package dev.everhook.it.scenarios;

/** What every backend shows, or says why it cannot. */
enum Scenario {
  SCHEDULED_SLOT("scheduled slot delivered with its key"),
  AD_HOC_REFRESH("ad-hoc refresh"),
  BULK("bulk"),
  RETRIED("retried until delivered, same key"),
  RETRY_AFTER("Retry-After honoured"),
  REJECTED("rejected to dead letter with its diagnosis"),
  EXHAUSTED("attempts used up"),
  MALFORMED("malformed message"),
  DUPLICATES("duplicate messages"),
  WORKER_KILLED("worker killed in mid-call"),
  UNKNOWN_OUTCOME("unknown outcome"),
  TOKEN_ROTATED("token rotated"),
  RECEIVER_DOWN("receiver down for hours (time scaled), then back"),
  REDRIVE("plan, canary, redrive"),
  REFUSED_AGAIN("redriven while the webhook still refuses"),
  ARCHIVE("archive and restore"),
  PAUSE("pause and resume"),
  MISSED_SLOT("missed slot made up");

  private final String title;

  Scenario(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
