/**
 * The scenarios, written once in the words of the design, and the backends that they are played on.
 */
@NullMarked
package dev.everhook.it.scenarios;

import org.jspecify.annotations.NullMarked;
