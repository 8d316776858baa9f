/** The accounts that users can be placed in, and their signing keys. */
@NullMarked
package io.gatehouse.policy.account;

import org.jspecify.annotations.NullMarked;
