/** A storm of logins, simulated: clients, nats-servers, instances of Gatehouse and what they ask, in steps of a millisecond. */
@NullMarked
package io.gatehouse.load.plan.storm;

import org.jspecify.annotations.NullMarked;
