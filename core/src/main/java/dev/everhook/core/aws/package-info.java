/**
 * Services of AWS that speak JSON, called without a client of their own: signed and sent by the
 * SDK's own signer and HTTP client, with bounds in time. A client of the SDK loads two thousand
 * classes before its first call, which is most of a cold start.
 */
@NullMarked
package dev.everhook.core.aws;

import org.jspecify.annotations.NullMarked;
