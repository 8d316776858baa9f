package io.gatehouse.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;

/** Of whatever a server sends, Gatehouse hears what the client library hears, up to where one of them ends. */
class WireComparisonFuzzTest {
    private static final byte[] LOGGED_IN = "PONG\r\n".getBytes(ISO_8859_1);

    private final WireComparison comparison = new WireComparison();

    @FuzzTest(maxDuration = "60s")
    void stream(byte[] bytes) {
        byte[] all = new byte[LOGGED_IN.length + bytes.length];
        System.arraycopy(LOGGED_IN, 0, all, 0, LOGGED_IN.length);
        System.arraycopy(bytes, 0, all, LOGGED_IN.length, bytes.length);
        comparison.compareAny(all, new SplittableRandom(bytes.length));
    }
}
