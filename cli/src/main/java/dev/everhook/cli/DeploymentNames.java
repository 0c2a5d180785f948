package dev.everhook.cli;

import org.jspecify.annotations.Nullable;

/**
 * The names of what a command talks to.
 *
 * @param title what a person calls the whole, such as {@code stack everhook in eu-central-1}
 * @param enqueue the enqueue function
 * @param redrive the redrive function
 * @param worker the worker function
 * @param mapping the worker's event source mapping; null where it must be looked up by the worker
 */
record DeploymentNames(
    String title, String enqueue, String redrive, String worker, @Nullable String mapping) {}
