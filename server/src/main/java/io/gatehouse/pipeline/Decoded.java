package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;

/** A request that was read and passed every check. */
record Decoded(Opened opened, AuthorizationRequest request) {}
