/** Public nkeys of users: a client proves one of them by signing the nonce that nats-server made for it. */
@NullMarked
package io.gatehouse.directory.nkey;

import org.jspecify.annotations.NullMarked;
