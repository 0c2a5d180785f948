package dev.everhook.redrive;

/** How many letters may still be taken, over all lanes. Safe for use by many threads. */
final class Limit {
  private int left;

  Limit(int most) {
    this.left = most;
  }

  /** Takes up to {@code most}, and returns how many it took. */
  synchronized int take(int most) {
    int taken = Math.min(most, left);
    left -= taken;
    return taken;
  }

  /** Gives back what was taken and not used. */
  synchronized void giveBack(int unused) {
    left += unused;
  }

  synchronized int left() {
    return left;
  }
}
