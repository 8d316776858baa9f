/** What the transport and the gate hand each other: messages in, answers out. */
@NullMarked
package io.gatehouse.pipeline.message;

import org.jspecify.annotations.NullMarked;
