/** Authorization requests as nats-server writes them, about users that log in. */
@NullMarked
package io.gatehouse.load.request;

import org.jspecify.annotations.NullMarked;
