/** Who is let in while there is time: deadlines and the bounded queue; plain Java, no Reactor. */
@NullMarked
package io.gatehouse.admission;

import org.jspecify.annotations.NullMarked;
