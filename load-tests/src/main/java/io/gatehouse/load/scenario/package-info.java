/** Storms, started and measured on loopback by one command each, and held against what is promised. */
@NullMarked
package io.gatehouse.load.scenario;

import org.jspecify.annotations.NullMarked;
