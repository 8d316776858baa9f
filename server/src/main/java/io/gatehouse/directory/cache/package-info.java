/** What is remembered of the answers of directories. */
@NullMarked
package io.gatehouse.directory.cache;

import org.jspecify.annotations.NullMarked;
