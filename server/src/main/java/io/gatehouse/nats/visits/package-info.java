/** A connection that is kept: made again, to the servers in turn, whenever it is lost. */
@NullMarked
package io.gatehouse.nats.visits;

import org.jspecify.annotations.NullMarked;
