package io.gatehouse.spans;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the ids of traces and spans, as W3C Trace Context has them: hexadecimal digits, not all of them 0. */
final class SpanId {
    private static final HexFormat HEX = HexFormat.of();

    private SpanId() {}

    /** 16 bytes. */
    static String ofTrace(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong()) + of(random);
    }

    /** 8 bytes. */
    static String of(RandomGenerator random) {
        long id = random.nextLong();
        return HEX.toHexDigits(id == 0 ? 1 : id);
    }
}
