/** An audit log whose cost is measured, in each of the places that records can go to. */
@NullMarked
package io.gatehouse.bench.audit;

import org.jspecify.annotations.NullMarked;
