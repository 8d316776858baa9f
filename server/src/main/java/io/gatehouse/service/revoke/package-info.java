/** Live revocation in the service: what directories tell of, and admin requests ask for, as sessions that are to end. */
@NullMarked
package io.gatehouse.service.revoke;

import org.jspecify.annotations.NullMarked;
