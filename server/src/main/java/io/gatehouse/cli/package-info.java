/** The command line, and the hand-written wiring of the service; the only room that blocks. */
@NullMarked
package io.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
