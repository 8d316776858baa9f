/** Counts what happens, and shows it to Prometheus. */
@NullMarked
package io.gatehouse.metrics;

import org.jspecify.annotations.NullMarked;
