/** A file that a directory has its users in: read when it changes, and kept as it was while it cannot be used. */
@NullMarked
package io.gatehouse.directory.watch;

import org.jspecify.annotations.NullMarked;
