package io.gatehouse.bench;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads and checks request JWTs, with and without the signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestBenchmark {
    private static final int REQUESTS = 64;

    /** Whether the client shows a chain of certificates. */
    @Param({"false", "true"})
    public boolean tls;

    private final RequestDecoder verifying =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(5));
    private final RequestDecoder reading =
            new RequestDecoder(new EverySignature(), Clock.systemUTC(), Duration.ofSeconds(5));
    private Requests ring = Requests.opened(false, 1);

    @Setup
    public void write() {
        ring = Requests.opened(tls, REQUESTS);
    }

    /** All checks but the signature's. */
    @Benchmark
    public AuthorizationRequest decode() throws ClaimsException {
        return reading.decode(ring.next(), ring.xkeyHeader());
    }

    @Benchmark
    public AuthorizationRequest decodeAndVerify() throws ClaimsException {
        return verifying.decode(ring.next(), ring.xkeyHeader());
    }

    /** Accepts every signature without a check, so that everything else is measured. */
    private static final class EverySignature implements Ed25519 {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Signer signer(byte[] seed) {
            return Ed25519.fastest().signer(seed);
        }

        @Override
        public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
            return true;
        }
    }
}
