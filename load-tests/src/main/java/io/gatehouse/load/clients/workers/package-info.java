/** Groups that are too large for one process: shares of them in processes of their own, counted together. */
@NullMarked
package io.gatehouse.load.clients.workers;

import org.jspecify.annotations.NullMarked;
