package io.gatehouse.load.request;

import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * A simulated nats-server: its key signs requests, and its xkey seals them and opens the answers.
 *
 * @param xkey null when requests go in the clear
 * @param box shared with the callout's xkey; null when requests go in the clear
 */
public record RequestingServer(
        String name,
        SigningKey key,
        @Nullable Nkey xkey,
        @Nullable BoxKey box) {
    /** A server with fresh keys. */
    public static RequestingServer fresh(int number, @Nullable Nkey callout) {
        SigningKey key = SigningKey.generate(NkeyKind.SERVER);
        if (callout == null) {
            return new RequestingServer("load-" + number, key, null, null);
        }
        CurveKey xkey = CurveKey.generate();
        return new RequestingServer("load-" + number, key, xkey.publicKey(), xkey.boxKey(callout));
    }

    /** Its public key, which is the server's id. */
    public String id() {
        return key.publicKey().text();
    }
}
