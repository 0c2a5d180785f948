/** HTTP servers for programs on this machine, and for no page in a browser on it. */
@NullMarked
package dev.everhook.embedded.loopback;

import org.jspecify.annotations.NullMarked;
