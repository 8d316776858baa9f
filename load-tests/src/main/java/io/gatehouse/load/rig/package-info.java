/** What a measurement needs: a plain nats-server, services as processes held to a share of a core, and the load tool. */
@NullMarked
package io.gatehouse.load.rig;

import org.jspecify.annotations.NullMarked;
