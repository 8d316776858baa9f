/** What a run found, as JSON, as a table, as a page with plots, and as a check for CI; the progress bar. */
@NullMarked
package io.gatehouse.load.report;

import org.jspecify.annotations.NullMarked;
