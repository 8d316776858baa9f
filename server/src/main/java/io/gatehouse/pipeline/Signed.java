package io.gatehouse.pipeline;

/** A verdict in the issuer's hand: the response JWT as ASCII. */
record Signed(Decided decided, byte[] response) {}
