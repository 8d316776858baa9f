/** Sessions of clients on all servers of a cluster, as a user of the system account finds and closes them. */
@NullMarked
package io.gatehouse.sessions;

import org.jspecify.annotations.NullMarked;
