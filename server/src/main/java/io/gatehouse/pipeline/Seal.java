package io.gatehouse.pipeline;

import io.gatehouse.crypto.BoxKey;

/** Seals the response for the server whose box the request came in. */
final class Seal {
    Signed seal(Signed signed) {
        Exchange exchange = signed.exchange();
        BoxKey box = exchange.box();
        if (box != null) {
            box.sealInPlace(signed.response());
        }
        return signed;
    }
}
