/** The audit log: a record of every decision, kept apart from the log, and what becomes of it when it cannot be written. */
@NullMarked
package io.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
