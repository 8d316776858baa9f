/** What nats-server and Gatehouse say to each other: request, user and response claims, and the JWT codec for them. */
@NullMarked
package io.gatehouse.claims;

import org.jspecify.annotations.NullMarked;
