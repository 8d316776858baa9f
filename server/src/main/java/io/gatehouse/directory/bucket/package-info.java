/** Buckets of JetStream's key-value store with users or tokens: read, followed and changed. */
@NullMarked
package io.gatehouse.directory.bucket;

import org.jspecify.annotations.NullMarked;
