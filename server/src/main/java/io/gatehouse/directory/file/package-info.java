/** The directory in a file: users.json, read strictly and reloaded when it changes. */
@NullMarked
package io.gatehouse.directory.file;

import org.jspecify.annotations.NullMarked;
