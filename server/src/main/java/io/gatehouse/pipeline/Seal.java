package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;

/** Seals the response for the server whose box the request came in. */
final class Seal {
    Answer seal(Signed signed) {
        BoxKey box = signed.decided().decoded().opened().box();
        byte[] body = box == null ? signed.response() : box.seal(signed.response());
        return new Answer(signed.decided(), body);
    }
}
