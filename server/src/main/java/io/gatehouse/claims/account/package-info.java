/** The claims of operators and accounts, for the commands that make and check them. */
@NullMarked
package io.gatehouse.claims.account;

import org.jspecify.annotations.NullMarked;
