/** Where audit records go: a file that is rotated, the standard output, a JetStream stream. */
@NullMarked
package io.gatehouse.audit.sink;

import org.jspecify.annotations.NullMarked;
