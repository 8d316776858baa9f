/** Whether a token holds, as the provider itself says (RFC 7662). */
@NullMarked
package io.gatehouse.directory.oidc.introspection;

import org.jspecify.annotations.NullMarked;
