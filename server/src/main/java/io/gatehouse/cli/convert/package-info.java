/** gatehouse import: what other services are configured with, as configuration of Gatehouse. */
@NullMarked
package io.gatehouse.cli.convert;

import org.jspecify.annotations.NullMarked;
