/** Requests that are prepared, sent together by an open or a closed loop, answered, and then verified. */
@NullMarked
package io.gatehouse.load.servers.batch;

import org.jspecify.annotations.NullMarked;
