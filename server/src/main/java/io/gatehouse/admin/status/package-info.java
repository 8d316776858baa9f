/** What the page for the person on call is told: the state of now, the minutes before it, and the configuration in force. */
@NullMarked
package io.gatehouse.admin.status;

import org.jspecify.annotations.NullMarked;
