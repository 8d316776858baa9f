package io.gatehouse.directory.http;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.testbed.pki.ExpiringServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.FaultyNames;
import io.gatehouse.testkit.PasswordOutageContract;
import io.gatehouse.testkit.ProxyTls;
import io.gatehouse.testkit.UnavailableHttp;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins while a service fails, in whichever mode it is asked. */
abstract class HttpOutageContract extends PasswordOutageContract {
    private static final String TOKEN = "our-own";
    private static final int CONNECTIONS = 32;

    @TempDir
    private static Path folder;

    private static final FaultyNames NAMES = new FaultyNames();

    private static UserService service;
    private static UnavailableHttp unavailable;
    private static FaultProxy proxy;
    private static FaultProxy secure;
    private static ExpiringServer tls;
    private static PasswordChecks checks;

    @BeforeAll
    static void start() throws Exception {
        service = new UserService(passwords(), Map.of(), TOKEN);
        unavailable = new UnavailableHttp();
        tls = ExpiringServer.of(FaultyNames.HOST, folder);
        proxy = FaultProxy.before(service.address());
        secure = FaultProxy.before(service.address(), new ProxyTls(tls.valid(), tls.expired(), ProxyTls.Greeting.NONE));
        checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
        proxy.close();
        unavailable.close();
        service.close();
        checks.close();
    }

    abstract HttpMode mode();

    /** Where that mode is answered. */
    abstract String path();

    @Override
    protected Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.NONE));
    }

    @Override
    protected Directory open(Fault fault) {
        boolean isSecure = fault == Fault.CERTIFICATE_EXPIRED;
        String server = (isSecure ? "https://" : "http://")
                + FaultyNames.HOST
                + ':'
                + (isSecure ? secure : proxy).address().getPort();
        TlsSettings trust = isSecure ? new TlsSettings(tls.ca(), null, null, null, false) : TlsSettings.DEFAULT;
        WebSettings web =
                new WebSettings("users", "directories.users", trust, CONNECTIONS, Duration.ofSeconds(5), 256 * 1024);
        HttpDirectorySettings settings = new HttpDirectorySettings(
                mode(),
                StatusMethod.POST,
                StatusBody.JSON,
                List.of(UserTarget.parse(server + path())),
                List.of(UserTarget.parse(server + "/health")),
                List.of(Header.bearer(TOKEN)),
                Set.of(),
                web);
        return HttpDirectory.open(settings, HostResolver.of("users", NAMES), checks);
    }

    @Override
    protected void inject(Fault fault) {
        NAMES.gone(fault == Fault.NAME_GONE);
        service.expect(fault == Fault.CREDENTIALS_EXPIRED ? "another" : TOKEN);
        secure.inject(fault);
        if (fault == Fault.BUSY) {
            proxy.divert(unavailable.address());
        } else {
            proxy.inject(fault);
        }
    }

    @Override
    protected int connections() {
        return proxy.connections() + secure.connections();
    }

    @Override
    protected int mostConnections() {
        return CONNECTIONS;
    }
}
