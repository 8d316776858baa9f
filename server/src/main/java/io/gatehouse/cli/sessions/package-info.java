/** {@code gatehouse sessions} and {@code gatehouse kick}: sessions on all servers, shown and closed. */
@NullMarked
package io.gatehouse.cli.sessions;

import org.jspecify.annotations.NullMarked;
