/** The redrive function: shows dead letters, and puts them back on the refresh queue. */
@NullMarked
package dev.everhook.redrive;

import org.jspecify.annotations.NullMarked;
