/** Finding outside programs (nats-server, nsc, nats, promtool) on this machine, or getting them once into a cache outside the tree. */
@NullMarked
package io.gatehouse.testbed.tools;

import org.jspecify.annotations.NullMarked;
