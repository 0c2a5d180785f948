package dev.everhook.infra;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the template, with the rules that CloudFormation holds values to.
 *
 * @param name its name
 * @param type {@code String} or {@code Number}
 * @param description what it is for
 * @param defaultValue its default; null where a value must be given
 * @param allowedValues the values it may have; empty for any
 * @param allowedPattern what the whole value must match; null for anything
 * @param least the least number; null for any
 * @param most the greatest number; null for any
 * @param constraint the rule in words; null where the template has none
 */
public record Parameter(
    String name,
    String type,
    String description,
    @Nullable String defaultValue,
    List<String> allowedValues,
    @Nullable Pattern allowedPattern,
    @Nullable BigDecimal least,
    @Nullable BigDecimal most,
    @Nullable String constraint) {

  public Parameter {
    allowedValues = List.copyOf(allowedValues);
  }

  /**
   * What is wrong with a value, and what is allowed; empty where it may be used.
   *
   * @param value the value, as it was given
   */
  public Optional<String> problem(String value) {
    if (!allowedValues.isEmpty() && !allowedValues.contains(value)) {
      return Optional.of("must be one of " + String.join(", ", allowedValues));
    }
    if (allowedPattern != null && !allowedPattern.matcher(value).matches()) {
      return Optional.of("must be " + (constraint == null ? "like " + allowedPattern : constraint));
    }
    return type.equals("Number") && !isNumberWithin(value)
        ? Optional.of(numberRule())
        : Optional.empty();
  }

  /** What a reference to it gives. */
  String inForce(@Nullable String given) {
    String value = given == null ? defaultValue : given;
    if (value == null) {
      throw new IllegalArgumentException(name + ": is missing");
    }
    problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(name + ": " + problem);
            });
    return value;
  }

  /** CloudFormation takes fractions too; none of ours has a use for them. */
  private boolean isNumberWithin(String value) {
    if (!value.matches("[0-9]{1,9}")) {
      return false;
    }
    BigDecimal number = new BigDecimal(value);
    return (least == null || number.compareTo(least) >= 0)
        && (most == null || number.compareTo(most) <= 0);
  }

  private String numberRule() {
    return least == null || most == null
        ? "must be a whole number"
        : "must be a whole number from %s to %s"
            .formatted(least.toPlainString(), most.toPlainString());
  }
}
