package io.gatehouse.pipeline;

import java.util.Arrays;

/** A set of 64-bit fingerprints with a fixed capacity: open addressing, at most half full. */
final class Fingerprints {
    /** Marks a free place; a fingerprint of this value is kept as another one. */
    private static final long FREE = 0;

    private final long[] places;
    private int size;

    /** Room for this many, a power of two. */
    Fingerprints(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("the capacity is " + capacity + ", and must be a power of two");
        }
        places = new long[capacity * 2];
    }

    boolean contains(long fingerprint) {
        long value = kept(fingerprint);
        return places[placeOf(value)] == value;
    }

    /** Whether it was not in the set before. */
    boolean add(long fingerprint) {
        long value = kept(fingerprint);
        int place = placeOf(value);
        if (places[place] == value) {
            return false;
        }
        places[place] = value;
        size++;
        return true;
    }

    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(places, FREE);
            size = 0;
        }
    }

    private static long kept(long fingerprint) {
        return fingerprint == FREE ? 1 : fingerprint;
    }

    /** Where the value is, or the free place where it would go. */
    private int placeOf(long value) {
        int mask = places.length - 1;
        int place = Long.hashCode(value * 0x9E3779B97F4A7C15L) & mask;
        while (places[place] != FREE && places[place] != value) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
