package io.gatehouse.bench;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.oidc.OidcDirectoryType;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Looks bearer tokens up that nobody has brought before: parse, verify, claims, identity. By the native library where it runs; with
 * {@code -jvmArgsAppend -Dgatehouse.ed25519=bouncycastle} by the JDK and Bouncy Castle, with {@code accp} by nothing but the native
 * one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BearerTokenBenchmark {
    private static final int TOKENS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();

    /** What the tokens are signed with. */
    @Param({"ES256", "RS256", "EdDSA"})
    public String algorithm = "ES256";

    private final AuthorizationRequest[] logins = new AuthorizationRequest[TOKENS];
    private @Nullable Directory directory;
    private int next;

    @Setup
    public void open() throws GeneralSecurityException, IOException {
        if ("accp".equals(System.getProperty("gatehouse.ed25519"))
                && Ed25519.fastest().provider() == null) {
            throw new IllegalStateException(
                    "ACCP does not run here: " + Ed25519.fastest().name());
        }
        try (BenchmarkedIssuer issuer = BenchmarkedIssuer.start(algorithm)) {
            for (int i = 0; i < TOKENS; i++) {
                logins[i] = login(issuer.token(i));
            }
            Directory opened = open(issuer.url());
            opened.probe().block(PATIENCE);
            directory = opened;
        }
    }

    private static Directory open(String url) throws IOException {
        DirectoryType type = new OidcDirectoryType();
        Path file = Files.createTempFile("gatehouse-bench-", ".yaml");
        try {
            Files.writeString(
                    file, "issuer: {url: '" + url + "', audiences: nats, claim_mappings: {groups: {claim: groups}}}");
            Values values = new Configuration(new Section("", type.keys()), Map.of(), Path.of("")).read(file);
            return type.create("sso", values, context());
        } finally {
            Files.delete(file);
        }
    }

    /** Of it, such a directory uses nothing. */
    private static DirectoryContext context() {
        try (PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE)) {
            return new DirectoryContext(
                    NameForm.EXACT,
                    checks,
                    (source, users) -> List.of(),
                    () -> ReloadRecorder.NONE,
                    () -> ReloadRecorder.NONE,
                    NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new NatsSettings.Login.None()));
        }
    }

    private static AuthorizationRequest login(String token) {
        ServerId server = new ServerId("server", "127.0.0.1", SERVER, "2.15.3", "", List.of(), null);
        ClientInfo client = new ClientInfo("10.1.2.3", 7, "", "", List.of(), "", "Client", "nats", "", "");
        ConnectOptions connect = new ConnectOptions(null, null, null, token, null, null, "", "go", "1.55.0", 1);
        return new AuthorizationRequest("ACCOUNT", 0, 0, server, USER, client, connect, null, null);
    }

    @Benchmark
    public LookupResult lookup() {
        Directory opened = directory;
        AuthorizationRequest login = logins[next++ % TOKENS];
        Lookup lookup = opened == null ? null : opened.lookup(login);
        if (lookup != null
                && lookup.start(LookupTerms.until(Long.MAX_VALUE)) instanceof Answer.Ready<LookupResult> ready
                && ready.value() instanceof LookupResult.Found) {
            return ready.value();
        }
        throw new IllegalStateException("a good token was refused");
    }

    @TearDown
    public void close() throws Exception {
        if (directory != null) {
            directory.close();
        }
    }
}
