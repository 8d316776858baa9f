/** The directory in a JetStream KV bucket, by user name and password. */
@NullMarked
package io.gatehouse.directory.kv;

import org.jspecify.annotations.NullMarked;
