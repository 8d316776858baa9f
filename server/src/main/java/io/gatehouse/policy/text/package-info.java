/** Texts that come from directories and other programs: whether they can be used, and how they are shown. */
@NullMarked
package io.gatehouse.policy.text;

import org.jspecify.annotations.NullMarked;
