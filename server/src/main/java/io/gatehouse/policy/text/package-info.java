/** Texts that come from directories: whether they can be used, and how they are shown. */
@NullMarked
package io.gatehouse.policy.text;

import org.jspecify.annotations.NullMarked;
