/** The directories in their order, and what becomes of their answers. */
@NullMarked
package io.gatehouse.directory.chain;

import org.jspecify.annotations.NullMarked;
