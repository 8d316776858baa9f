/** Sessions and accounts on all servers of a cluster, as a user of the system account finds, closes and changes them. */
@NullMarked
package io.gatehouse.sessions;

import org.jspecify.annotations.NullMarked;
