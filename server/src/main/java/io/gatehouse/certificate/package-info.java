/** The TLS certificates that clients have shown to nats-server: what is in them, read once for many logins. */
@NullMarked
package io.gatehouse.certificate;

import org.jspecify.annotations.NullMarked;
