package io.gatehouse.directory.oidc;

import io.gatehouse.directory.Directory;
import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Logins while a real provider cannot be asked for its keys. */
@Tag("full")
@NeedsTool("oidc-provider")
class OidcOutageIT extends OutageContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static OidcProvider provider;
    private static FaultProxy proxy;
    private static String[] tokens;
    private static String forged;
    private static String foreign;

    @BeforeAll
    static void start() throws Exception {
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        proxy = FaultProxy.before(provider.address());
        tokens = new String[] {provider.token("alice"), provider.token("bob")};
        forged = tokens[0].substring(0, tokens[0].lastIndexOf('.')) + tokens[1].substring(tokens[1].lastIndexOf('.'));
        foreign = TestIssuers.foreignToken();
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        provider.close();
    }

    @Override
    protected Directory open() {
        Directory directory = OpenedDirectory.open(
                null, TestIssuers.behind(provider.issuer(), proxy.address().getPort()));
        directory.probe().block(PATIENCE);
        return directory;
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
        proxy.inject(fault);
    }
}
