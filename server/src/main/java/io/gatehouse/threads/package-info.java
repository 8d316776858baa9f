/** What keeps a thread going, and who is told when one has ended that the service cannot do without. */
@NullMarked
package io.gatehouse.threads;

import org.jspecify.annotations.NullMarked;
