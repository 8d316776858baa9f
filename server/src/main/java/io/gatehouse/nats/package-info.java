/** Whoever speaks NATS: settings, addresses, login, one connection, back-off. */
@NullMarked
package io.gatehouse.nats;

import org.jspecify.annotations.NullMarked;
