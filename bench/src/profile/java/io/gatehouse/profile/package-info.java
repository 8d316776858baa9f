/** Records Gatehouse while it answers known users as fast as it can. */
@NullMarked
package io.gatehouse.profile;

import org.jspecify.annotations.NullMarked;
