package io.gatehouse.load.compare;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What no service can do without: the two Ed25519 signatures of an answer, by the fastest library on this machine. Timed
 * here in each round, since the machine is not always equally fast; the benchmarks time it as well.
 */
final class Floor {
    private static final int MESSAGE_BYTES = 700; // about what is signed: header and claims
    private static final int SIGNATURES = 40_000;

    private Floor() {}

    /** CPU microseconds of two signatures. */
    static double micros() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        byte[] message = new byte[MESSAGE_BYTES];
        sign(key, message, SIGNATURES / 2); // until it is compiled
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        sign(key, message, SIGNATURES);
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / SIGNATURES * 2;
    }

    /** Each signature goes into the next message, so that none can be left out. */
    private static void sign(SigningKey key, byte[] message, int times) {
        for (int i = 0; i < times; i++) {
            byte[] signature = key.sign(message, 0, message.length);
            System.arraycopy(signature, 0, message, 0, signature.length);
        }
    }
}
