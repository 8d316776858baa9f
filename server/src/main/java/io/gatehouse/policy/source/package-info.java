/** Where clients come from: addresses, ranges of them, and the network that failures are counted for. */
@NullMarked
package io.gatehouse.policy.source;

import org.jspecify.annotations.NullMarked;
