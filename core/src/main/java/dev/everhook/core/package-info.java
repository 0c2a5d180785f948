/**
 * The words of Everhook as types, the JSON of its message, and the ports with their AWS adapters.
 */
@NullMarked
package dev.everhook.core;

import org.jspecify.annotations.NullMarked;
