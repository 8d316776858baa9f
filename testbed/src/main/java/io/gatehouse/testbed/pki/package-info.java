/** Certificates for tests: authorities, whom they vouch for and whom no more. */
@NullMarked
package io.gatehouse.testbed.pki;

import org.jspecify.annotations.NullMarked;
