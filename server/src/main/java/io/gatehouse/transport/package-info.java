/** The wire to nats-server: subscription, requests off the socket, replies onto it, service discovery, drain. */
@NullMarked
package io.gatehouse.transport;

import org.jspecify.annotations.NullMarked;
