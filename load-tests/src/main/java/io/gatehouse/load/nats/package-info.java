/** A connection to nats-server for many small messages: one writer, one reader, next to no garbage. */
@NullMarked
package io.gatehouse.load.nats;

import org.jspecify.annotations.NullMarked;
