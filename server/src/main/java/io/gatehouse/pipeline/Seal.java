package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;

/** Seals the response for the server whose box the request came in. */
final class Seal {
    Signed seal(Signed signed) {
        BoxKey box = signed.exchange().box();
        if (box != null) {
            box.sealInPlace(signed.response());
        }
        return signed;
    }

    /** How many bytes the box needs before the response, which is sealed where it lies. */
    static int room(Exchange exchange) {
        return exchange.box() == null ? 0 : BoxKey.OVERHEAD;
    }
}
