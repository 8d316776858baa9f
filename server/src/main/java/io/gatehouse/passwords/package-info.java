/** Password hashes as they are stored, and the threads that check them. */
@NullMarked
package io.gatehouse.passwords;

import org.jspecify.annotations.NullMarked;
