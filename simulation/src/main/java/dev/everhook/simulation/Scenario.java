package dev.everhook.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a world is made of.
 *
 * @param seed decides everything
 * @param days how long things go wrong; after that all is well, until everything is at rest
 * @param allowed the names of what may happen; null for everything that the seed brings
 */
public record Scenario(long seed, int days, @Nullable Set<String> allowed) {
  /** Everything that the seed brings. */
  public Scenario(long seed, int days) {
    this(seed, days, null);
  }
}
