/** Bearer tokens of OpenID providers: JWTs that one of the configured issuers has signed. */
@NullMarked
package io.gatehouse.directory.oidc;

import org.jspecify.annotations.NullMarked;
