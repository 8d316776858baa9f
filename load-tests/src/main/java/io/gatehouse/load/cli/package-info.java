/** Where the load tool's process begins, and its commands are put together. */
@NullMarked
package io.gatehouse.load.cli;

import org.jspecify.annotations.NullMarked;
