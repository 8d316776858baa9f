/** Live revocation: what happens to the sessions of somebody who may not log in any more, or may something else from now on. */
@NullMarked
package io.gatehouse.revocation;

import org.jspecify.annotations.NullMarked;
