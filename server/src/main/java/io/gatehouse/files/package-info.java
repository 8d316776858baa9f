/** Reading files that somebody may have exchanged for something else, and deleting folders. */
@NullMarked
package io.gatehouse.files;

import org.jspecify.annotations.NullMarked;
