package dev.everhook.redrive;

/** What a redrive does with a dead letter. */
enum Verdict {
  /** It can be put back. */
  MOVABLE,
  /** Its delivery is delivered: it is deleted. */
  SETTLED,
  /** A worker has the lease of its delivery: it stays. */
  BLOCKED,
  /** It is no refresh request: another try cannot help, and it stays. */
  MALFORMED,
  /** Its {@code notAfter} has passed: another try cannot help, and it stays. */
  EXPIRED
}
