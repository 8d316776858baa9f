/** Why one login ends as it does, told by the classes that decide about it: as it is asked, and as it is printed. */
@NullMarked
package io.gatehouse.explain;

import org.jspecify.annotations.NullMarked;
