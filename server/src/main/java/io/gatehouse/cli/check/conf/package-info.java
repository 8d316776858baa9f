/** nats-server's configuration file, read as nats-server reads it. */
@NullMarked
package io.gatehouse.cli.check.conf;

import org.jspecify.annotations.NullMarked;
