/** Real client connections to a real nats-server: opened, held, and lost in a reconnect storm. */
@NullMarked
package io.gatehouse.load.clients;

import org.jspecify.annotations.NullMarked;
