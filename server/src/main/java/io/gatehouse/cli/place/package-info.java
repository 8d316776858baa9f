/** The options that say where users or tokens are: a bucket, a file, or a directory of a configuration. */
@NullMarked
package io.gatehouse.cli.place;

import org.jspecify.annotations.NullMarked;
