/** Reading files that somebody may have exchanged for something else. */
@NullMarked
package io.gatehouse.files;

import org.jspecify.annotations.NullMarked;
