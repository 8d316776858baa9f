/** What is known by name, packed. */
@NullMarked
package io.gatehouse.directory.names;

import org.jspecify.annotations.NullMarked;
