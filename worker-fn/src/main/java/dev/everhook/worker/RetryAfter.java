package dev.everhook.worker;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, or an HTTP date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private RetryAfter() {}

  /**
   * The earliest instant for the next attempt.
   *
   * @param header the header as it stands; null for none
   * @return null where there is no header or it says nothing readable; ten years ahead at most
   */
  static @Nullable Instant read(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      BigInteger longest = BigInteger.valueOf(LONGEST.toSeconds());
      return now.plusSeconds(new BigInteger(text).min(longest).longValueExact());
    }
    Instant date = DateUtils.parseStandardDate(text);
    Instant latest = now.plus(LONGEST);
    return date != null && date.isAfter(latest) ? latest : date;
  }
}
