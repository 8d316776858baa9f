/** {@code gatehouse explain}: its options, and what it prints. */
@NullMarked
package io.gatehouse.cli.explain;

import org.jspecify.annotations.NullMarked;
