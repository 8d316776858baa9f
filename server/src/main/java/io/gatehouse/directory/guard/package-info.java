/** What protects a directory: equal lookups are made once, lookups at a time are bounded, and failures are limited. */
@NullMarked
package io.gatehouse.directory.guard;

import org.jspecify.annotations.NullMarked;
