/** HTTP to backends of directories: one pool of connections a directory, every wait and every answer bounded. */
@NullMarked
package io.gatehouse.directory.web;

import org.jspecify.annotations.NullMarked;
