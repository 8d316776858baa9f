/** What each package and library costs by a recording of Java's Flight Recorder, as a table, and its flame graphs. */
@NullMarked
package io.gatehouse.flame;

import org.jspecify.annotations.NullMarked;
