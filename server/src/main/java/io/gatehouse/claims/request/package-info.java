/** The authorization request that nats-server sends, with the fast path that reads it. */
@NullMarked
package io.gatehouse.claims.request;

import org.jspecify.annotations.NullMarked;
