/** The process that a command runs in: its context, exit codes and signals. */
@NullMarked
package io.gatehouse.cli.process;

import org.jspecify.annotations.NullMarked;
