/** The directory of a PostgreSQL database, asked with a query of the operator's own. */
@NullMarked
package io.gatehouse.directory.postgres;

import org.jspecify.annotations.NullMarked;
