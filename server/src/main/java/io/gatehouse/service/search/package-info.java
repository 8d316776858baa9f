/** What is known of one user: by the directories that have theirs in memory, by the policy, and on the servers. */
@NullMarked
package io.gatehouse.service.search;

import org.jspecify.annotations.NullMarked;
