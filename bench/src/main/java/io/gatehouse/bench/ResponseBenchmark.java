package io.gatehouse.bench;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encodes what an answer is made of, each with its signature; {@code sign} tells what that alone costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ResponseBenchmark {
    private static final long NOW = 1_767_225_600;

    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final UserClaims claims = claims();
    private final UserJwt userJwt = new UserJwt(claims, account);
    private final ResponseJwt response = new ResponseJwt(issuer, null);
    private final Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
    private final Nkey server = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private final byte[] signed = userJwt.sign(user, NOW, NOW + 3600);

    /** A user with some permissions. */
    public static UserClaims claims() {
        Permissions permissions = new Permissions(
                new Permissions.SubjectRules(List.of("orders.>", "$JS.API.>"), List.of("orders.secret")),
                new Permissions.SubjectRules(List.of("_INBOX.>"), List.of()),
                null);
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        return UserClaims.of("alice", null, body);
    }

    /** What is done once for each set of claims. */
    @Benchmark
    public UserJwt prepareUserJwt() {
        return new UserJwt(claims, account);
    }

    @Benchmark
    public byte[] signUserJwt() {
        return userJwt.sign(user, NOW, NOW + 3600);
    }

    @Benchmark
    public byte[] signGranted() {
        return response.granted(user, server, signed, NOW);
    }

    @Benchmark
    public byte[] signDenied() {
        return response.denied(user, server, "gatehouse: wrong_password", NOW);
    }

    /** A signature of as many bytes as a response's. */
    @Benchmark
    public byte[] sign() {
        return issuer.sign(signed, 0, signed.length);
    }
}
