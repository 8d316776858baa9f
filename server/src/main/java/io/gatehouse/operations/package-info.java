/** What an operator looks at: metrics, health, the HTTP endpoint that serves them. */
@NullMarked
package io.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
