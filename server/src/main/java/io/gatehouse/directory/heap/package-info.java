/** The room that the heap has for what a directory keeps. */
@NullMarked
package io.gatehouse.directory.heap;

import org.jspecify.annotations.NullMarked;
