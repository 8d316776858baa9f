/** What stands between a login and a directory: each lookup once, no more than there is room for, and no guessing. */
@NullMarked
package io.gatehouse.directory.guard;

import org.jspecify.annotations.NullMarked;
