package dev.everhook.cli;

/** Answers of the redrive function, as its specification has them. */
final class Examples {
  static final String KEY = "51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11";

  static final String PLAN =
      """
      {"version":1,"action":"plan","source":"dead-letters","total":45,"read":45,"complete":true,
       "matched":42,"movable":38,"settled":2,"blocked":1,"malformed":1,"expired":0,
       "groups":[
        {"reason":"exhausted","status":503,"count":40,"oldest":"2026-11-24T01:12:00Z",
         "newest":"2026-11-24T09:00:00Z","exampleKey":"51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11",
         "exampleMessageId":"m-1","states":{"dead":37,"delivered":2,"in_flight":1}},
        {"reason":"exhausted","errorCode":"timeout","count":1,"oldest":"2026-11-22T01:12:00Z",
         "newest":"2026-11-22T01:12:00Z","exampleKey":"7a11c3ff-3ab5-5a3d-9d3c-0f3f0d3c7a11",
         "exampleMessageId":"m-2","states":{"dead":1}},
        {"reason":"malformed","count":1,"oldest":"2026-11-20T01:12:00Z",
         "newest":"2026-11-20T01:12:00Z","exampleMessageId":"m-3","states":{"unknown":1}}],
       "warnings":["1 letter ended in a timeout more than 24 hours ago: the receiver may have\
       forgotten its key."],
       "hiddenUntil":"2026-11-24T12:16:00Z"}
      """;

  static final String EMPTY_PLAN =
      """
      {"version":1,"action":"plan","source":"dead-letters","total":45,"read":45,"complete":true,
       "matched":0,"movable":0,"settled":0,"blocked":0,"malformed":0,"expired":0,"groups":[],
       "warnings":[]}
      """;

  static final String DELIVERED =
      """
      {"key":"51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11","state":"delivered","trigger":"schedule",
       "slot":"2026-11-24T09:00:00Z","generation":0,"round":2,"attempts":1,"deferrals":0,"lost":1,
       "deaths":1,"createdAt":"2026-11-24T09:00:01Z","changedAt":"2026-11-24T11:00:05Z",
       "deliveredAt":"2026-11-24T11:00:05Z",
       "history":[
        {"round":1,"number":1,"startedAt":"2026-11-24T09:00:02Z","durationMillis":3200,
         "outcome":"retry","status":503,"excerpt":"try later"},
        {"round":1,"number":2,"startedAt":"2026-11-24T09:01:04Z","outcome":"unknown",
         "errorCode":"timeout"},
        {"round":2,"number":1,"startedAt":"2026-11-24T11:00:02Z","durationMillis":2900,
         "outcome":"delivered","status":200}]}
      """;

  private Examples() {}

  static String deliveries(String... deliveries) {
    return "{\"version\":1,\"action\":\"deliveries\",\"deliveries\":["
        + String.join(",", deliveries)
        + "]}";
  }

  /** A redrive that moved some, and stopped with {@code more} fields. */
  static String moved(int moved, int remaining, String stopped, String more) {
    return """
    {"version":1,"action":"redrive","operationId":"op-1","moved":%d,"settled":0,"blocked":0,
     "malformed":0,"expired":0,"failed":0,"undeleted":0,"remaining":%d,"stopped":"%s"%s,
     "problems":[]}
    """
        .formatted(moved, remaining, stopped, more);
  }
}
