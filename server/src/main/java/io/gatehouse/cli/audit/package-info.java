/** What can be asked of the audit log on the command line. */
@NullMarked
package io.gatehouse.cli.audit;

import org.jspecify.annotations.NullMarked;
