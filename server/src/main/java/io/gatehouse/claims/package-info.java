/** The claims of users and of the response, and how they are written into JWTs. */
@NullMarked
package io.gatehouse.claims;

import org.jspecify.annotations.NullMarked;
