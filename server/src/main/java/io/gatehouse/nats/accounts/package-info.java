/** What the servers of a cluster know of accounts, asked of all of them as a user of the system account. */
@NullMarked
package io.gatehouse.nats.accounts;

import org.jspecify.annotations.NullMarked;
