package io.gatehouse.bench;

import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.CurveKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Opens and seals xkey boxes: ours, beside Bouncy Castle's engines put together as its manual says. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BoxBenchmark {
    /** A request, a response, a request with a TLS chain. */
    @Param({"1200", "1600", "6000"})
    public int bytes = 1200;

    private final CurveKey ours = CurveKey.generate();
    private final CurveKey theirs = CurveKey.generate();
    private final BoxKey key = ours.boxKey(theirs.publicKey());
    private byte[] message = {};
    private byte[] box = {};

    @Setup
    public void fill() {
        message = new byte[bytes];
        Arrays.fill(message, (byte) 'x');
        box = key.seal(message);
        if (!Arrays.equals(message, key.open(box))) {
            throw new IllegalStateException("a box did not open");
        }
    }

    @Benchmark
    public byte[] open() {
        return Objects.requireNonNull(key.open(box));
    }

    @Benchmark
    public byte[] seal() {
        return key.seal(message);
    }

    /** The work of sealing, without the format of a box. */
    @Benchmark
    public byte[] sealWithBouncyCastle() {
        byte[] nonce = new byte[24];
        ThreadLocalRandom.current().nextBytes(nonce);
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(new byte[32]), nonce));
        byte[] macKey = new byte[32];
        cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
        byte[] sealed = new byte[message.length + 16];
        cipher.processBytes(message, 0, message.length, sealed, 16);
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(sealed, 16, message.length);
        mac.doFinal(sealed, 0);
        return sealed;
    }

    /** What is paid once for a server: one X25519. */
    @Benchmark
    public BoxKey agree() {
        return ours.boxKey(theirs.publicKey());
    }
}
