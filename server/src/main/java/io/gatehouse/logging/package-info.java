/** How the log looks and where it goes: one line per event on stderr, as text or as JSON. */
@NullMarked
package io.gatehouse.logging;

import org.jspecify.annotations.NullMarked;
