/**
 * The CloudFormation template, read: its parameters and mappings are the one source of every
 * default.
 */
@NullMarked
package dev.everhook.infra;

import org.jspecify.annotations.NullMarked;
