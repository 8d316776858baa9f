package io.gatehouse.pipeline;

import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the request out of its xkey box. With an xkey of ours every request must be sealed, without one none may be: a
 * request that differs was not made for us, and is not answered. Where several xkeys are held, those that have met the server are
 * tried first: it costs little.
 */
final class Open {
    /** The largest message that can be a request. */
    static final int MAX_BYTES = RequestDecoder.MAX_BYTES + BoxKey.OVERHEAD;

    private final Supplier<Snapshot> current;

    /** @param current the snapshot in use: asked once for each request, which it stays with */
    Open(Supplier<Snapshot> current) {
        this.current = current;
    }

    Opened open(Arrival arrival) {
        Snapshot snapshot = current.get();
        String serverXkey = arrival.serverXkey();
        List<BoxKeys> xkeys = snapshot.boxes();
        if (xkeys.isEmpty()) {
            return takeClear(arrival, serverXkey, snapshot);
        }
        if (serverXkey == null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is not sealed: set the callout's xkey in nats-server to ours");
        }
        return unseal(arrival, serverXkey, snapshot, xkeys);
    }

    private static Opened takeClear(Arrival arrival, @Nullable String serverXkey, Snapshot snapshot) {
        if (serverXkey != null) {
            throw new DroppedException(
                    Drop.XKEY_MISMATCH, "the request is sealed: give Gatehouse the callout's xkey seed (xkey.seed)");
        }
        Envelope message = arrival.message();
        return new Opened(new Exchange(arrival, snapshot, null), message.body());
    }

    private static Opened unseal(Arrival arrival, String serverXkey, Snapshot snapshot, List<BoxKeys> xkeys) {
        long tried = 0;
        for (int i = 0; i < xkeys.size(); i++) {
            BoxKeys boxes = xkeys.get(i);
            BoxKey known = boxes.known(serverXkey);
            Opened opened = known == null ? null : open(arrival, snapshot, known, boxes);
            if (opened != null) {
                return opened;
            }
            // What another thread comes to know meanwhile was not tried.
            tried |= known == null ? 0 : 1L << i;
        }
        for (int i = 0; i < xkeys.size(); i++) {
            BoxKeys boxes = xkeys.get(i);
            Opened opened = (tried >> i & 1) != 0 ? null : open(arrival, snapshot, boxKey(serverXkey, boxes), boxes);
            if (opened != null) {
                return opened;
            }
        }
        throw new DroppedException(Drop.UNOPENABLE);
    }

    private static @Nullable Opened open(Arrival arrival, Snapshot snapshot, BoxKey box, BoxKeys boxes) {
        Envelope message = arrival.message();
        byte[] jwt = box.open(message.bytes(), message.bodyFrom());
        return jwt == null ? null : new Opened(new Exchange(arrival, snapshot, box, boxes), jwt);
    }

    private static BoxKey boxKey(String serverXkey, BoxKeys boxes) {
        try {
            return boxes.with(serverXkey);
        } catch (NkeyException e) {
            throw new DroppedException(Drop.BAD_XKEY_HEADER);
        }
    }
}
