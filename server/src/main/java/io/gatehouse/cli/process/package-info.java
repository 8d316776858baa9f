/** The process that a command runs in: its surroundings, exit codes and signals. */
@NullMarked
package io.gatehouse.cli.process;

import org.jspecify.annotations.NullMarked;
