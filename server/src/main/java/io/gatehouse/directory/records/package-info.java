/** Records as the bytes that they are written in, without a look at what they say. */
@NullMarked
package io.gatehouse.directory.records;

import org.jspecify.annotations.NullMarked;
