package dev.everhook.it.lambda;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way through a function.
 *
 * @param id its request id
 * @param event in JSON
 * @param deadline when the function is stopped
 * @param result what became of it, once that is known
 */
record Invocation(
    String id, String event, Instant deadline, CompletableFuture<InvokeResult> result) {}
