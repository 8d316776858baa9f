/** The way to nats-server: connection, queue-group subscription, reply, service discovery, drain. */
@NullMarked
package io.gatehouse.transport;

import org.jspecify.annotations.NullMarked;
