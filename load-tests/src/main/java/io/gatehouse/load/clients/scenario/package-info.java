/** The broker's restart as a whole: sets up brokers, a service and users on loopback, runs the storm, cleans up. */
@NullMarked
package io.gatehouse.load.clients.scenario;

import org.jspecify.annotations.NullMarked;
