/** The public keys of issuers: where they are from, how they are kept, and what is checked with them. */
@NullMarked
package io.gatehouse.directory.oidc.keys;

import org.jspecify.annotations.NullMarked;
