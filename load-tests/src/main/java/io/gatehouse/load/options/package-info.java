/** What the commands of the load tool have in common: options, exit codes, failures, how a result is reported. */
@NullMarked
package io.gatehouse.load.options;

import org.jspecify.annotations.NullMarked;
