/** When a client of nats.go, jnats or nats.js dials again, and when it gives up; plain state without a clock and without I/O. */
@NullMarked
package io.gatehouse.load.clients.policy;

import org.jspecify.annotations.NullMarked;
