/**
 * The SQS of the embedded run: ElasticMQ in this process, on loopback, with its messages in a file.
 *
 * <p>ElasticMQ keeps its queues in memory and tells a listener of each change before it answers a
 * request. {@link dev.everhook.embedded.sqs.MessageJournal} is that listener; it writes to H2, and
 * {@link dev.everhook.embedded.sqs.QueueRestore} hands what it wrote to the next run. ElasticMQ
 * 1.7.1 has such a listener of its own (elasticmq-persistence-sql), which we leave out, since it
 * loses messages: a process that is killed during a message move task lost up to a tenth of them
 * (the removal from one queue is written before the addition to the other), and after its first
 * failed statement it goes on to acknowledge messages that it no longer writes.
 *
 * <p>We rely on these internals of ElasticMQ 1.7.1: the events of {@code
 * org.elasticmq.actor.queue.QueueEvent}, that a request is answered after its events are, the
 * constructor of {@code InternalMessage}, {@code RestoreMessages}, and {@code CreateQueue}. They
 * are bound at compile time or held by the tests of this package.
 *
 * <p>Its gaps that stay: a deleted message stays on the heap until its visibility timeout and a
 * later receive (1 KB each, so a run that works through 100,000 messages under an hour-long timeout
 * holds 100 MB for that hour); a purge is not told to the listener, so purged messages come back at
 * the next start; a message move task also moves messages that were deleted but are still on the
 * heap.
 */
@NullMarked
package dev.everhook.embedded.sqs;

import org.jspecify.annotations.NullMarked;
