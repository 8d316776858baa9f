/** Directories that can only be asked, asked now and then about users with sessions: who has gone, and who has other rights. */
@NullMarked
package io.gatehouse.revocation.poll;

import org.jspecify.annotations.NullMarked;
