/** What the processes under load spend: CPU time and resident memory, read from /proc. */
@NullMarked
package io.gatehouse.load.process;

import org.jspecify.annotations.NullMarked;
