package io.gatehouse.bench;

import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.PasswordHashing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checks passwords against hashes of the cost that {@code gatehouse hash} writes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PasswordHashBenchmark {
    private static final String PASSWORD = "wonderland";

    private final PasswordHash bcrypt = PasswordHash.parse(PasswordHashing.bcrypt(PASSWORD, 10));
    private final PasswordHash argon2id = PasswordHash.parse(PasswordHashing.argon2id(PASSWORD, 19_456, 2, 1));
    private final PasswordHash plain = PasswordHash.parse(PASSWORD);

    @Benchmark
    public boolean bcrypt10() {
        return bcrypt.matches(PASSWORD);
    }

    @Benchmark
    public boolean argon2id() {
        return argon2id.matches(PASSWORD);
    }

    @Benchmark
    public boolean plain() {
        return plain.matches(PASSWORD);
    }
}
