package io.gatehouse.pipeline;

/** What goes back to the server: the response, sealed when the request was. */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing, and copied by nobody
record Answer(Decided decided, byte[] body) {
    Arrival arrival() {
        return decided.decoded().opened().arrival();
    }
}
