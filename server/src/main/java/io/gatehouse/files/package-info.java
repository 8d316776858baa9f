/** Reading files that somebody may have exchanged for something else, noticing that they change, and deleting folders. */
@NullMarked
package io.gatehouse.files;

import org.jspecify.annotations.NullMarked;
