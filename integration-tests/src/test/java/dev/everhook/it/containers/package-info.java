/** Everhook's stack in containers: AWS's services from Floci, functions in Lambda's own image. */
@NullMarked
package dev.everhook.it.containers;

import org.jspecify.annotations.NullMarked;
