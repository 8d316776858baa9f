/** The client's side of the NATS protocol, as far as a login goes: lines in, CONNECT out. */
@NullMarked
package io.gatehouse.load.clients.wire;

import org.jspecify.annotations.NullMarked;
