/** What the check has found, for people and as JSON. */
@NullMarked
package io.gatehouse.cli.check.finding;

import org.jspecify.annotations.NullMarked;
