/** Commands about API tokens: made, listed, revoked. */
@NullMarked
package io.gatehouse.cli.tokens;

import org.jspecify.annotations.NullMarked;
