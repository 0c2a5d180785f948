/** When the embedded run calls: schedule expressions as EventBridge Scheduler defines them. */
@NullMarked
package dev.everhook.embedded.schedule;

import org.jspecify.annotations.NullMarked;
