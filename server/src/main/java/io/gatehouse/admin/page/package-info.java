/** The files of the page for the person on call, which are served as they are. */
@NullMarked
package io.gatehouse.admin.page;

import org.jspecify.annotations.NullMarked;
