/** What is read of another service's configuration, what becomes of each setting, and what is written. */
@NullMarked
package io.gatehouse.cli.convert.parts;

import org.jspecify.annotations.NullMarked;
