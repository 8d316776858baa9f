package io.gatehouse.bench;

import io.gatehouse.crypto.Ed25519;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signs and verifies a message as long as a user JWT, with each library. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Ed25519Benchmark {
    private static final int SEED_LENGTH = 32;

    /** Two of them are what Gatehouse can choose. */
    @Param
    public Provider provider = Provider.BOUNCY_CASTLE;

    private final byte[] message = new byte[460];
    private byte[] signature = {};
    private Ed25519Library library = provider.load(new byte[SEED_LENGTH]);

    @Setup
    public void load() {
        byte[] seed = new byte[SEED_LENGTH];
        Random random = new Random(1);
        random.nextBytes(seed);
        random.nextBytes(message);
        library = provider.load(seed);
        signature = library.sign(message);
    }

    @Benchmark
    public byte[] sign() {
        return library.sign(message);
    }

    @Benchmark
    public void verify() {
        if (!library.verify(message, signature)) {
            throw new IllegalStateException("a good signature was refused");
        }
    }

    /** The libraries. */
    public enum Provider {
        ACCP,
        BOUNCY_CASTLE,
        JDK;

        Ed25519Library load(byte[] seed) {
            byte[] publicKey = Ed25519.fastest().signer(seed).publicKey();
            return switch (this) {
                case ACCP -> Ed25519Library.Chosen.of(seed);
                case BOUNCY_CASTLE -> new Ed25519Library.BouncyCastle(seed, publicKey);
                case JDK -> Ed25519Library.Jdk.of(seed, publicKey);
            };
        }

        /** Whether it runs on this machine: Gatehouse chooses ACCP where that is so. */
        public boolean works() {
            return this != ACCP || Ed25519.fastest().name().startsWith("Amazon");
        }
    }
}
