package io.gatehouse.pipeline;

/** A verdict in the issuer's hand: the response JWT as ASCII, behind the room for its box; sealed in place in the end. */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Signed(Decided decided, byte[] response) {
    Exchange exchange() {
        return decided.exchange();
    }
}
