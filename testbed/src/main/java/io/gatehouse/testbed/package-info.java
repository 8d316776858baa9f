/** Real servers on loopback for the demo, the tests and the load tests. */
@NullMarked
package io.gatehouse.testbed;

import org.jspecify.annotations.NullMarked;
