/** Servers with users, which directories of Gatehouse ask, and which can be asked without Gatehouse. */
@NullMarked
package io.gatehouse.load.backend;

import org.jspecify.annotations.NullMarked;
