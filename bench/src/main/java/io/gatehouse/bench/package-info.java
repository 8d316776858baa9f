/** Benchmarks of whole answers, drops and password checks, through the service's public interfaces. */
@NullMarked
package io.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
