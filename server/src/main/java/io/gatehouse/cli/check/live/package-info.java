/** What is found out by asking a live server. */
@NullMarked
package io.gatehouse.cli.check.live;

import org.jspecify.annotations.NullMarked;
