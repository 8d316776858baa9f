package io.gatehouse.crypto;

import java.util.ArrayList;
import java.util.List;

/**
 * The xkeys that are held, each with its peers; several during a rotation, since each server seals to one of them. Nothing in a box
 * tells which. The keys do not change, their peers do.
 */
public final class Xkeys {
    /** For requests that come in the clear. */
    public static final Xkeys NONE = new Xkeys(List.of());

    private final List<BoxKeys> all;

    private Xkeys(List<BoxKeys> all) {
        this.all = List.copyOf(all);
    }

    /** One that has peers already. */
    public static Xkeys of(BoxKeys only) {
        return new Xkeys(List.of(only));
    }

    /**
     * Holds these. Those of them that were held before keep their peers.
     *
     * @param capacity how many peers of each are remembered
     */
    public Xkeys with(List<CurveKey> keys, int capacity) {
        List<BoxKeys> held = new ArrayList<>();
        for (CurveKey key : keys) {
            held.add(all.stream()
                    .filter(before -> before.publicKey().equals(key.publicKey()))
                    .findFirst()
                    .orElseGet(() -> new BoxKeys(key, capacity)));
        }
        return new Xkeys(held);
    }

    public List<BoxKeys> all() {
        return all;
    }
}
