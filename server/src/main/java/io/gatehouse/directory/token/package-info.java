/** API tokens in a tokens.json or in a bucket: found by their id, and compared with their hash. */
@NullMarked
package io.gatehouse.directory.token;

import org.jspecify.annotations.NullMarked;
