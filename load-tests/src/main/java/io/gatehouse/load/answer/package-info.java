/** What is to be thought of a callout service's answer, looked at as closely as nats-server does. */
@NullMarked
package io.gatehouse.load.answer;

import org.jspecify.annotations.NullMarked;
