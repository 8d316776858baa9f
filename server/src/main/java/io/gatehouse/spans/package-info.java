/** What is noted of a login that is traced, while it is decided about. */
@NullMarked
package io.gatehouse.spans;

import org.jspecify.annotations.NullMarked;
