/** What stands before a backend: how many lookups it is given at a time, and none while it fails; a breaker that probes close. */
@NullMarked
package io.gatehouse.directory.guard.backend;

import org.jspecify.annotations.NullMarked;
