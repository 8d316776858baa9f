/** Users who are not as they were, told to those who want to know. */
@NullMarked
package io.gatehouse.directory.changes;

import org.jspecify.annotations.NullMarked;
