/** From file, environment and secret files to settings records. */
@NullMarked
package io.gatehouse.config;

import org.jspecify.annotations.NullMarked;
