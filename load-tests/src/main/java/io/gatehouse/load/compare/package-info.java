/** The same load against Gatehouse and against what people would use instead, alternating in one run. */
@NullMarked
package io.gatehouse.load.compare;

import org.jspecify.annotations.NullMarked;
