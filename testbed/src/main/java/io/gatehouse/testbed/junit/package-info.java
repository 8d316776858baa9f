/** What a test that needs a real server says about itself, and the line that counts such tests. Needs JUnit. */
@NullMarked
package io.gatehouse.testbed.junit;

import org.jspecify.annotations.NullMarked;
