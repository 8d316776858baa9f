/** The sentence: admit, open, decode, authorize, sign, seal, reply; and what becomes of each failure. */
@NullMarked
package io.gatehouse.pipeline;

import org.jspecify.annotations.NullMarked;
