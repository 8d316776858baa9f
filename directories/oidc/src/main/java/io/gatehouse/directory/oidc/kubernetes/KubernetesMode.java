package io.gatehouse.directory.oidc.kubernetes;

/** How it is found out whether a token is good. */
enum KubernetesMode {
    /** By the keys that the cluster signs with: nobody is asked about a token, and it is good until it ends. */
    JWKS,
    /** By a TokenReview of the API server, which knows what was deleted. */
    TOKEN_REVIEW
}
