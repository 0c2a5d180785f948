/** What comes in from outside, whatever it is: kept inputs, and a fuzzer that makes new ones. */
@NullMarked
package dev.everhook.fuzz;

import org.jspecify.annotations.NullMarked;
