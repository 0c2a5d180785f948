package dev.everhook.core.ledger;

import dev.everhook.core.aws.AwsErrorException;
import java.util.Map;

/** A write whose condition did not hold. */
final class ConditionFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The name of the error. */
  static final String CODE = "ConditionalCheckFailedException";

  private final transient Map<String, Attribute> item;

  /**
   * @param item the item that is there; empty where there is none, or the answer does not say
   */
  ConditionFailedException(AwsErrorException cause, Map<String, Attribute> item) {
    super(cause);
    this.item = item;
  }

  Map<String, Attribute> item() {
    return item;
  }
}
