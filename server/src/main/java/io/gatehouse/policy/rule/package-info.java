/** Rules: what must hold of an identity and of its login, and what that gives. */
@NullMarked
package io.gatehouse.policy.rule;

import org.jspecify.annotations.NullMarked;
