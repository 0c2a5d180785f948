/**
 * Lambda on one machine: a function's zip under AWS's own runtime interface client, in a process of
 * its own, and what feeds and stops it.
 */
@NullMarked
package dev.everhook.it.lambda;

import org.jspecify.annotations.NullMarked;
