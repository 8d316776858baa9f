/** Sockets within TLS whose handshake waits no longer than it may. */
@NullMarked
package io.gatehouse.directory.ldap.socket;

import org.jspecify.annotations.NullMarked;
