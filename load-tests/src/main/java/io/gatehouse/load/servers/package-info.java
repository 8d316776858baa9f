/** Plays nats-servers that ask a callout service, and judges every answer. */
@NullMarked
package io.gatehouse.load.servers;

import org.jspecify.annotations.NullMarked;
