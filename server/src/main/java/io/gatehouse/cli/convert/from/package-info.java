/** The formats that are read, each in a class of its own. */
@NullMarked
package io.gatehouse.cli.convert.from;

import org.jspecify.annotations.NullMarked;
