package dev.everhook.fuzz;

import java.util.Locale;

/** What reads input from outside, each with the folder of its kept inputs. */
enum Target {
  /** A message of the refresh queue. */
  MESSAGE(new MessageInput()),
  /** An event of the enqueue function: a direct invoke, or a call of its URL. */
  ENQUEUE(new EnqueueInput()),
  /** A request to the redrive function. */
  REDRIVE(new RedriveInput()),
  /** A webhook's {@code Retry-After} header. */
  RETRY_AFTER(new RetryAfterInput()),
  /** The bytes with which a webhook answers. */
  RESPONSE(new ResponseInput()),
  /** A schedule expression. */
  SCHEDULE(new ScheduleInput()),
  /** The worker's settings, a line each. */
  SETTINGS(new SettingsInput());

  @SuppressWarnings("ImmutableEnumChecker") // All are stateless.
  private final Check check;

  Target(Check check) {
    this.check = check;
  }

  /** Gives an input to what reads it, and fails where what comes of it breaks the rules. */
  interface Check {
    void check(byte[] input) throws Exception;
  }

  void check(byte[] input) throws Exception {
    check.check(input);
  }

  /** The name of its folder, and on the command line. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
