package io.gatehouse.load.backend;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.TestUsers.TestLogin;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.testbed.OidcProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of an OpenID provider with many access tokens, each of which is another login. */
final class OidcUsers implements BackendServer {
    private static final String CLIENT = "alice";
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final OidcProvider provider;
    private final TestUsers users;

    private OidcUsers(OidcProvider provider, TestUsers users) {
        this.provider = provider;
        this.users = users;
    }

    static OidcUsers start(int tokens) {
        OidcProvider provider = OidcProvider.start("ES256", LIFETIME);
        try {
            List<TestLogin> logins = new ArrayList<>();
            for (int i = 0; i < tokens; i++) {
                logins.add(new TestLogin(CLIENT, provider.token(CLIENT), UserFiles.ACCOUNT));
            }
            return new OidcUsers(provider, TestUsers.of(logins));
        } catch (IOException | RuntimeException e) {
            provider.close();
            throw new LoadException("The OpenID provider gives no tokens: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            provider.close();
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    @Override
    public TestUsers users() {
        return users;
    }

    @Override
    public List<String> keys() {
        return List.of("type=oidc", "issuer.url=" + provider.issuer(), "issuer.audiences=nats");
    }

    @Override
    public List<String> moreKeys() {
        return BackendUsers.rule();
    }

    /** The directory asks nobody about a token, so there is nothing to ask for. */
    @Override
    public BackendSession connect() {
        return new BackendSession() {
            @Override
            public void ask(int user) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        provider.close();
    }
}
