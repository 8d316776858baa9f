package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;

/** Seals the response for the server whose box the request came in. */
final class Seal {
    Answer seal(Signed signed) {
        BoxKey box = signed.decided().decoded().opened().box();
        byte[] body = signed.response();
        if (box != null) {
            box.sealInPlace(body);
        }
        return new Answer(signed.decided(), body);
    }

    /** How many bytes the box needs before the response, which is sealed where it lies. */
    static int room(Opened opened) {
        return opened.box() == null ? 0 : BoxKey.OVERHEAD;
    }
}
