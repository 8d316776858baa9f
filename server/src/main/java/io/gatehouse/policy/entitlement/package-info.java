/** What an identity states that it may: values that cannot be made wrong, and that tell everything from nothing. */
@NullMarked
package io.gatehouse.policy.entitlement;

import org.jspecify.annotations.NullMarked;
