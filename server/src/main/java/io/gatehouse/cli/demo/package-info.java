/** The demo: real logins at a real nats-server, and a transcript of them. */
@NullMarked
package io.gatehouse.cli.demo;

import org.jspecify.annotations.NullMarked;
