/** Records of users, and the users of a users.json: what they may say, and how they are read. */
@NullMarked
package io.gatehouse.directory.users;

import org.jspecify.annotations.NullMarked;
