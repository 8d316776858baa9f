package io.gatehouse.pipeline;

import io.gatehouse.policy.Verdict;

/** A request with its verdict. */
record Decided(Decoded decoded, Verdict verdict) {}
