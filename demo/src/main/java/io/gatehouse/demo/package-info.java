/** {@code gatehouse demo}: real logins at a real nats-server, and a transcript of them. */
@NullMarked
package io.gatehouse.demo;

import org.jspecify.annotations.NullMarked;
