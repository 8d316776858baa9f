package io.gatehouse.directory.http;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.testkit.ContractPasswords;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a directory of type http keeps to, in whichever mode, with a real HTTP server behind the faults. */
abstract class HttpDirectoryContract extends RemoteDirectoryContract {
    static final String TOKEN = "canary-of-our-own";
    private static final String PASSWORD = "canary-of-alice";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static UserService service;
    private static FaultProxy proxy;
    private static PasswordChecks checks;

    @BeforeAll
    static void start() throws IOException {
        service = new UserService(
                Map.of("alice", PASSWORD),
                Map.of("alice", "{\"pass\": \"plain:" + PASSWORD + "\", \"account\": \"APP1\"}"),
                TOKEN);
        proxy = FaultProxy.before(service.address());
        checks = ContractPasswords.checks();
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        service.close();
        checks.close();
    }

    private @Nullable HttpDirectory opened;

    abstract HttpDirectorySettings settings();

    static HttpDirectorySettings settings(
            HttpMode mode, StatusMethod method, StatusBody body, String path, String health, boolean ours) {
        WebSettings web = new WebSettings("users", "directories.users", TlsSettings.DEFAULT, 8, TIMEOUT, 256 * 1024);
        return new HttpDirectorySettings(
                mode,
                method,
                body,
                List.of(url(path)),
                health.isEmpty() ? List.of() : List.of(url(health)),
                ours ? List.of(Header.bearer(TOKEN)) : List.of(),
                Set.of(),
                web);
    }

    private static WebUrl url(String path) {
        return UserService.url(proxy.address(), path);
    }

    @Override
    protected boolean tracesItsQuestions() {
        return true;
    }

    @Override
    protected Directory open() {
        HttpDirectory directory = HttpDirectory.open(settings(), checks);
        opened = directory;
        return directory;
    }

    @Override
    protected TestLogin known() {
        return TestLogin.password("alice", PASSWORD);
    }

    @Override
    protected String nameOfKnown() {
        return "alice";
    }

    @Override
    protected @Nullable TestLogin wrong() {
        return TestLogin.password("alice", "canary-that-is-wrong");
    }

    @Override
    protected TestLogin unknown() {
        return TestLogin.password("mallory", "canary-of-nobody");
    }

    @Override
    protected List<String> secrets() {
        return List.of("canary");
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
        // The proxy ends all connections, and a request must not be sent over one whose end is still on its way.
        HttpDirectory directory = opened;
        await().until(() -> directory == null || directory.connections() == 0);
    }
}
