/** Health, and the HTTP endpoint that serves it and the metrics. */
@NullMarked
package io.gatehouse.admin;

import org.jspecify.annotations.NullMarked;
