/** Tokens of Kubernetes' service accounts, by the keys of their cluster or by its word. */
@NullMarked
package io.gatehouse.directory.oidc.kubernetes;

import org.jspecify.annotations.NullMarked;
