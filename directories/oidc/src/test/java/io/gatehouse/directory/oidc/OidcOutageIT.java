package io.gatehouse.directory.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.oidc.keys.DiscoveredKeys;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.directory.oidc.keys.RefreshSettings;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.directory.oidc.keys.WebPages;
import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.ExpiringServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.FaultyNames;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.ProxyTls;
import io.gatehouse.testkit.TestLogin;
import io.gatehouse.testkit.UnavailableHttp;
import io.gatehouse.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins while a real provider cannot be asked for its keys, which it is asked for all the time. */
@NeedsTool({"oidc-provider", "openssl"})
class OidcOutageIT extends OutageContract {
    private static final RefreshSettings ALL_THE_TIME = new RefreshSettings(
            Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofHours(1), Duration.ofSeconds(2));
    private static final FaultyNames NAMES = new FaultyNames();

    @TempDir
    private static Path folder;

    private static OidcProvider provider;
    private static UnavailableHttp unavailable;
    private static FaultProxy proxy;
    private static FaultProxy secure;
    private static ExpiringServer tls;
    private static HttpServer discovery;
    private static String[] tokens;
    private static String forged;
    private static String foreign;

    @BeforeAll
    static void start() throws Exception {
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        unavailable = new UnavailableHttp();
        tls = ExpiringServer.of(FaultyNames.HOST, folder);
        proxy = FaultProxy.before(provider.address());
        secure =
                FaultProxy.before(provider.address(), new ProxyTls(tls.valid(), tls.expired(), ProxyTls.Greeting.NONE));
        discovery =
                discovery("https://" + FaultyNames.HOST + ':' + secure.address().getPort() + "/jwks");
        tokens = new String[] {provider.token("alice"), provider.token("bob")};
        forged = tokens[0].substring(0, tokens[0].lastIndexOf('.')) + tokens[1].substring(tokens[1].lastIndexOf('.'));
        foreign = TestIssuers.foreignToken();
    }

    /** The provider does not know that it is asked through TLS, and would name its keys without. */
    private static HttpServer discovery(String keys) throws IOException {
        byte[] document = JSONObjectUtils.toJSONString(Map.of("issuer", provider.issuer(), "jwks_uri", keys))
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterAll
    static void stop() throws Exception {
        discovery.stop(0);
        secure.close();
        proxy.close();
        unavailable.close();
        provider.close();
    }

    @Override
    protected String label() {
        return "oidc";
    }

    /** It has no credentials of its own. */
    @Override
    protected Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.NONE, Fault.CREDENTIALS_EXPIRED));
    }

    @Override
    protected Directory open(Fault fault) {
        URI document = fault == Fault.CERTIFICATE_EXPIRED
                ? URI.create("http://127.0.0.1:" + discovery.getAddress().getPort() + "/")
                : URI.create("http://" + FaultyNames.HOST + ':'
                        + proxy.address().getPort() + "/.well-known/openid-configuration");
        IssuerSettings issuer = TestIssuers.asked(provider.issuer(), document, ALL_THE_TIME);
        return OidcDirectory.open(new OidcSettings("sso", null, List.of(issuer)), OidcOutageIT::source);
    }

    private static KeySource source(IssuerSettings issuer) {
        TlsSettings trust = new TlsSettings(tls.ca(), null, null, null, false);
        WebPages pages =
                WebPages.of("sso", issuer.section(), trust, issuer.refresh().timeout(), HostResolver.of("sso", NAMES));
        return new DiscoveredKeys(
                issuer.url(), issuer.discovery(), issuer.algorithms(), pages, VerifierFactory.fastest());
    }

    @Override
    protected TestLogin right(int number) {
        return TestLogin.token(tokens[number % tokens.length]);
    }

    @Override
    protected String nameOf(int number) {
        return number % tokens.length == 0 ? "alice" : "bob";
    }

    @Override
    protected TestLogin wrong(int number) {
        return TestLogin.token(forged);
    }

    @Override
    protected TestLogin unknown(int number) {
        return TestLogin.token(foreign);
    }

    @Override
    protected void inject(Fault fault) {
        NAMES.gone(fault == Fault.NAME_GONE);
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
        return 2;
    }
}
