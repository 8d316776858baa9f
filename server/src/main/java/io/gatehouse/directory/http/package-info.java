/** Users whom a service knows that is asked over HTTP. */
@NullMarked
package io.gatehouse.directory.http;

import org.jspecify.annotations.NullMarked;
