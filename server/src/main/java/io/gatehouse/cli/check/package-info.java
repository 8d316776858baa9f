/** The preflight check: common mistakes in the configuration of nats-server and Gatehouse, and how to correct them. */
@NullMarked
package io.gatehouse.cli.check;

import org.jspecify.annotations.NullMarked;
