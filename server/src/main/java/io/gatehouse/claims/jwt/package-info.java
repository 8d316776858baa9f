/** The codec of JWTs: bounded JSON in and out, base64url, and what is signed. */
@NullMarked
package io.gatehouse.claims.jwt;

import org.jspecify.annotations.NullMarked;
