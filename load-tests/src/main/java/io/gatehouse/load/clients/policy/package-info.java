/** When a client of nats.go, jnats or nats.js dials again, and when it gives up for good; plain state, no clock, no wire. */
@NullMarked
package io.gatehouse.load.clients.policy;

import org.jspecify.annotations.NullMarked;
