/** Traces of logins: which are made, what is in them, and how a collector gets them. */
@NullMarked
package io.gatehouse.tracing;

import org.jspecify.annotations.NullMarked;
