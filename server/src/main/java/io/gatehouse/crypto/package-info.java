/** Keys and what they do: nkeys, Ed25519 signatures, xkey boxes, password hashes; plain Java, no Reactor. */
@NullMarked
package io.gatehouse.crypto;

import org.jspecify.annotations.NullMarked;
