/** Writes the users that a load test plays, for the directory and for the tool. */
@NullMarked
package io.gatehouse.load.users;

import org.jspecify.annotations.NullMarked;
