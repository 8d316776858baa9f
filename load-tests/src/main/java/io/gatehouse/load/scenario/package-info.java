/** Scenarios, started and measured on loopback by one command each, and held against their objectives. */
@NullMarked
package io.gatehouse.load.scenario;

import org.jspecify.annotations.NullMarked;
