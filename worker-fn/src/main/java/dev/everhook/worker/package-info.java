/** The worker: takes refresh requests, calls the webhook, decides what comes next. */
@NullMarked
package dev.everhook.worker;

import org.jspecify.annotations.NullMarked;
