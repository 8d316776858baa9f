/** What a thread goes on after, who is told when one has ended, and how much of a processor it takes. */
@NullMarked
package io.gatehouse.threads;

import org.jspecify.annotations.NullMarked;
