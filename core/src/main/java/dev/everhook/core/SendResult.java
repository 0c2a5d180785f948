package dev.everhook.core;

/** What became of one message of a send. */
public sealed interface SendResult {

  /**
   * The queue has it.
   *
   * @param messageId the queue's id of it
   */
  record Sent(String messageId) implements SendResult {}

  /**
   * The queue does not have it, as far as is known.
   *
   * @param errorCode the queue service's own code
   * @param problem what it says, for a person
   * @param messageAtFault whether the message itself was refused, so that sending it again cannot
   *     help
   */
  record NotSent(String errorCode, String problem, boolean messageAtFault) implements SendResult {}
}
