package dev.everhook.simulation;

import dev.everhook.worker.SecretSource;
import dev.everhook.worker.SecretUnreadableException;
import dev.everhook.worker.WebhookSecret;
import java.util.List;

/** The token: rotated now and then, cached by the workers, and at times not to be read. */
final class SimulatedSecrets {
  private final World world;
  private WebhookSecret stored = secret(0);
  private WebhookSecret cached = stored;
  private int rotations;

  SimulatedSecrets(World world) {
    this.world = world;
  }

  private static WebhookSecret secret(int rotation) {
    return new WebhookSecret("token-" + rotation, List.of(), "version-" + rotation);
  }

  /** The receiver takes another token from now on. */
  void rotate() {
    stored = secret(++rotations);
  }

  /** The token that the receiver takes. */
  String accepted() {
    return stored.token();
  }

  /** The secret as one function meets it. */
  SecretSource of(Life life) {
    return new SecretSource() {
      @Override
      public WebhookSecret current() {
        life.requireAlive();
        // A function that starts afresh has nothing cached.
        return world.chance().happens("cold start", 0.2) ? reread() : cached;
      }

      @Override
      public WebhookSecret reread() {
        life.pause(world.chance().between("time of secret", 5, 400));
        if (world.outages().isSecretUnreadable()) {
          life.pause(4_600);
          throw new SecretUnreadableException("the secret cannot be read");
        }
        cached = stored;
        return cached;
      }
    };
  }
}
