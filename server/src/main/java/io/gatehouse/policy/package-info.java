/** From who you are to what you may: accounts, permissions, limits, and the verdict. */
@NullMarked
package io.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
