package io.gatehouse.crypto;

import java.security.GeneralSecurityException;
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
    /** Two of them are what Gatehouse can choose. */
    @Param
    public Provider provider = Provider.ACCP;

    private final byte[] message = new byte[460];
    private Ed25519 library = new BouncyCastleEd25519();
    private Ed25519.Signer signer = library.signer(new byte[Seed.RAW_LENGTH]);
    private byte[] signature = {};
    private Nkey key = Nkey.of(NkeyKind.SERVER, signer.publicKey());

    @Setup
    public void load() throws GeneralSecurityException {
        library = Ed25519Choice.tested(provider.load());
        byte[] seed = new byte[Seed.RAW_LENGTH];
        Random random = new Random(1);
        random.nextBytes(seed);
        random.nextBytes(message);
        signer = library.signer(seed);
        signature = signer.sign(message, 0, message.length);
        key = Nkey.of(NkeyKind.SERVER, signer.publicKey());
    }

    @Benchmark
    public byte[] sign() {
        return signer.sign(message, 0, message.length);
    }

    @Benchmark
    public void verify() {
        if (!library.verify(key, message, 0, message.length, signature)) {
            throw new IllegalStateException("a good signature was refused");
        }
    }

    /** The libraries. */
    public enum Provider {
        ACCP,
        BOUNCY_CASTLE,
        JDK;

        Ed25519 load() throws GeneralSecurityException {
            return switch (this) {
                case ACCP -> new AccpEd25519();
                case BOUNCY_CASTLE -> new BouncyCastleEd25519();
                case JDK -> new JdkEd25519();
            };
        }

        /** Whether it runs on this machine. */
        public boolean works() {
            try {
                return !load().name().isEmpty();
            } catch (GeneralSecurityException | LinkageError missing) {
                return false;
            }
        }
    }
}
