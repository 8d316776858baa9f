/** What every directory keeps to, as tests, and faults to inject: for the directories of Gatehouse and of third parties. */
@NullMarked
package io.gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
