/** The commands below {@code gatehouse users}: users of a bucket or of a users.json, changed one by one or all at once. */
@NullMarked
package io.gatehouse.cli.users;

import org.jspecify.annotations.NullMarked;
