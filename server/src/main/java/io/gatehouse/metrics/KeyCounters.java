package io.gatehouse.metrics;

import io.gatehouse.crypto.Xkeys;
import io.gatehouse.pipeline.Issuers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How many requests each of the keys that are held was used for: by that it is known whether servers still expect one. */
public final class KeyCounters {
    private static final String SENTINEL = "sentinel";

    /** In the place of a key: sentinels that no key has signed that is held. */
    private static final String OTHER = "other";

    private volatile Map<Label, LongSupplier> held = Map.of();

    /**
     * A key, and what it is used for.
     *
     * @param key its public half
     */
    record Label(String kind, String key) {}

    /** These are held from now on, and no others. */
    public void hold(Issuers issuers, Xkeys xkeys) {
        Map<Label, LongSupplier> now = new LinkedHashMap<>();
        issuers.all().forEach(issuer -> now.put(new Label("issuer", issuer.key()), issuer.requests()::sum));
        LongAdder others = issuers.otherSentinels();
        if (others != null) {
            issuers.all().forEach(issuer -> now.put(new Label(SENTINEL, issuer.key()), issuer.sentinels()::sum));
            now.put(new Label(SENTINEL, OTHER), others::sum);
        }
        xkeys.all().forEach(xkey -> now.put(new Label("xkey", xkey.publicKey().text()), xkey::confirmed));
        held = Map.copyOf(now);
    }

    /** How many requests each was used for, in the order of their kinds and texts. */
    public List<KeyCount> counts() {
        return held.entrySet().stream()
                .map(one -> new KeyCount(
                        one.getKey().kind(), one.getKey().key(), one.getValue().getAsLong()))
                .sorted(Comparator.comparing(KeyCount::kind).thenComparing(KeyCount::key))
                .toList();
    }

    Map<Label, LongSupplier> held() {
        return held;
    }
}
