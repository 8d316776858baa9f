package io.gatehouse.directory.http;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** What becomes of logins while a service fails that is asked in JSON. */
@Tag("full")
class HttpDirectoryOutageTest extends OutageContract {
    private static final int USERS = 100;
    private static final String TOKEN = "our-own";

    private static UserService service;
    private static FaultProxy proxy;
    private static PasswordChecks checks;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> passwords =
                IntStream.range(0, USERS).boxed().collect(Collectors.toMap(i -> "user" + i, i -> "password" + i));
        service = new UserService(passwords, Map.of(), TOKEN);
        proxy = FaultProxy.before(service.address());
        checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        service.close();
        checks.close();
    }

    @Override
    protected Directory open() {
        WebSettings web = new WebSettings(
                "users", "directories.users", TlsSettings.DEFAULT, 32, Duration.ofSeconds(5), 256 * 1024);
        HttpDirectorySettings settings = new HttpDirectorySettings(
                HttpMode.JSON,
                StatusMethod.POST,
                StatusBody.JSON,
                List.of(UserService.url(proxy.address(), "/json")),
                List.of(UserService.url(proxy.address(), "/health")),
                List.of(Header.bearer(TOKEN)),
                Set.of(),
                web);
        return HttpDirectory.open(settings, checks);
    }

    @Override
    protected TestLogin right(int number) {
        return TestLogin.password(nameOf(number), "password" + number % USERS);
    }

    @Override
    protected String nameOf(int number) {
        return "user" + number % USERS;
    }

    @Override
    protected @Nullable TestLogin wrong(int number) {
        return TestLogin.password(nameOf(number), "wrong");
    }

    @Override
    protected TestLogin unknown(int number) {
        return TestLogin.password("nobody" + number, "any");
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }
}
