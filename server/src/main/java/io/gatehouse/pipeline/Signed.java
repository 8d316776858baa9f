package io.gatehouse.pipeline;

/** A verdict in the issuer's hand: the response JWT as ASCII, behind the room for its box. */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Signed(Decided decided, byte[] response) {}
