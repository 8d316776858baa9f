/** Turns recordings of Java's Flight Recorder into flame graphs, and into tables of what each origin of the house costs. */
@NullMarked
package io.gatehouse.flame;

import org.jspecify.annotations.NullMarked;
