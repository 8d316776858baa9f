/** The users of a users.json: what it may say, and how it is read. */
@NullMarked
package io.gatehouse.directory.file.users;

import org.jspecify.annotations.NullMarked;
