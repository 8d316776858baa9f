/** The directory in a JetStream KV bucket: watched, with all its users in memory. */
@NullMarked
package io.gatehouse.directory.kv;

import org.jspecify.annotations.NullMarked;
