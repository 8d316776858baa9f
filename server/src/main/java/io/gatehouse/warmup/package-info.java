/** Warms the code up before the first request, and trains what is archived of it, with a nats-server that is simulated. */
@NullMarked
package io.gatehouse.warmup;

import org.jspecify.annotations.NullMarked;
