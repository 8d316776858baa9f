/** The keys that are held, and what the servers know of them. */
@NullMarked
package io.gatehouse.cli.keys;

import org.jspecify.annotations.NullMarked;
