/** Sends authorization requests to a callout service as nats-servers do, and verifies every answer. */
@NullMarked
package io.gatehouse.load.servers;

import org.jspecify.annotations.NullMarked;
