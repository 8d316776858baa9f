/** Texts with a login's values in them, as nats-server's scoped keys have them, and how values become tokens of subjects. */
@NullMarked
package io.gatehouse.policy.template;

import org.jspecify.annotations.NullMarked;
