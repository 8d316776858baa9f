/** Preflight: what people get wrong between nats-server and Gatehouse, and how to mend it. */
@NullMarked
package io.gatehouse.cli.check;

import org.jspecify.annotations.NullMarked;
