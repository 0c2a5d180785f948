/** The product as people run it: the built distribution, in processes of its own. */
@NullMarked
package dev.everhook.it;

import org.jspecify.annotations.NullMarked;
