package dev.everhook.worker;

import dev.everhook.core.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the worker is told, each by the template's parameter of the same name.
 *
 * @param webhookUrl where to POST
 * @param webhookTimeout the longest that one call may take
 * @param maxAttempts how many attempts a delivery has
 * @param retryBaseDelay the delay before the second attempt
 * @param retryMaxDelay the longest delay between two attempts
 * @param retryStatuses statuses that are tried again whatever the table says
 * @param rejectStatuses statuses that are rejected whatever the table says
 * @param slotExpiry how old a slot may become before it is dead rather than late; null for any age
 * @param idempotencyKeyFormat how the key's header is written
 * @param times what the template derives from the timeout
 */
public record WorkerSettings(
    URI webhookUrl,
    Duration webhookTimeout,
    int maxAttempts,
    Duration retryBaseDelay,
    Duration retryMaxDelay,
    Set<Integer> retryStatuses,
    Set<Integer> rejectStatuses,
    @Nullable Duration slotExpiry,
    KeyFormat idempotencyKeyFormat,
    Times times) {

  private static final int HIGHEST_PORT = 65_535;

  /** The parameters that the worker reads, and the times that derive from them. */
  public static final List<String> NAMES =
      Stream.concat(parameters().stream(), Times.NAMES.stream()).toList();

  private static List<String> parameters() {
    return List.of(
        "WebhookUrl",
        "AllowPlainHttp",
        "WebhookTimeout",
        "MaxAttempts",
        "RetryBaseDelay",
        "RetryMaxDelay",
        "RetryStatuses",
        "RejectStatuses",
        "SlotExpiry",
        "IdempotencyKeyFormat");
  }

  public WorkerSettings {
    retryStatuses = Set.copyOf(retryStatuses);
    rejectStatuses = Set.copyOf(rejectStatuses);
  }

  /**
   * Reads the settings.
   *
   * @param values by parameter name
   * @throws dev.everhook.core.InvalidSettingsException with every problem
   */
  public static WorkerSettings read(Map<String, String> values) {
    return Settings.read(values, WorkerSettings::read);
  }

  /** Whether the webhook is on this machine, by the name of its host alone. */
  public boolean isOnThisMachine() {
    return isLoopback(webhookUrl.getHost());
  }

  static WorkerSettings read(Settings settings) {
    WorkerSettings read =
        new WorkerSettings(
            webhookUrl(settings),
            settings.seconds("WebhookTimeout", 1, 780),
            settings.integer("MaxAttempts", 1, 20),
            settings.seconds("RetryBaseDelay", 1, 39_600),
            settings.seconds("RetryMaxDelay", 1, 39_600),
            settings.statuses("RetryStatuses"),
            settings.statuses("RejectStatuses"),
            settings.optional("SlotExpiry").isEmpty()
                ? null
                : Duration.ofHours(settings.integer("SlotExpiry", 1, 8_760)),
            settings.word("IdempotencyKeyFormat", KeyFormat.class),
            Times.read(settings));
    if (settings
        .optional("AllowPlainHttp")
        .filter(text -> !text.matches("true|false"))
        .isPresent()) {
      settings.problem("AllowPlainHttp", "must be true or false", read);
    }
    if (read.retryMaxDelay.compareTo(read.retryBaseDelay) < 0) {
      settings.problem("RetryMaxDelay", "must not be shorter than RetryBaseDelay", read);
    }
    if (read.retryStatuses.stream().anyMatch(read.rejectStatuses::contains)) {
      settings.problem("RejectStatuses", "must not name a status that RetryStatuses names", read);
    }
    if (settings.isSound()) {
      // Rules over several values say nothing of use while one of them has no meaning.
      read.times.check(settings, read);
    }
    return read;
  }

  private static URI webhookUrl(Settings settings) {
    URI url = settings.url("WebhookUrl");
    if (url.getHost() == null) {
      return url;
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return settings.problem("WebhookUrl", "must have no user, password or fragment", url);
    }
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      return settings.problem("WebhookUrl", "must have a port from 1 to 65535, or none", url);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean plainAllowed =
        isLoopback(url.getHost())
            || settings.optional("AllowPlainHttp").filter("true"::equals).isPresent();
    if (!scheme.equals("https") && !(scheme.equals("http") && plainAllowed)) {
      return settings.problem(
          "WebhookUrl",
          "must be https; http only to a loopback address, or with AllowPlainHttp=true",
          url);
    }
    return url;
  }

  /** By its name alone: no address is looked up at start. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
