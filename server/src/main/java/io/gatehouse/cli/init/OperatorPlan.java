package io.gatehouse.cli.init;

import static io.gatehouse.cli.init.DeploymentOptions.AUTH;
import static io.gatehouse.cli.init.DeploymentOptions.SYS;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountExport;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.account.OperatorClaims;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployment in operator mode: operator, accounts and users as JWTs, each key with a signing key for daily use. */
final class OperatorPlan {
    private final Path dir;
    private final DeploymentOptions options;
    private final long now;
    private final SigningKey operator = SigningKey.generate(NkeyKind.OPERATOR);
    private final SigningKey operatorSigner = SigningKey.generate(NkeyKind.OPERATOR);
    private final NewAccount sys = NewAccount.generate(SYS);
    private final NewAccount auth = NewAccount.generate(AUTH);
    private final List<NewAccount> apps;
    private final @Nullable CurveKey xkey;
    private final SigningKey service = SigningKey.generate(NkeyKind.USER);
    private final SigningKey sentinel = SigningKey.generate(NkeyKind.USER);
    private final SigningKey sysUser = SigningKey.generate(NkeyKind.USER);

    /** An account's own key, which is kept for a rainy day, and the one that signs users. */
    record NewAccount(String name, SigningKey key, SigningKey signer) {
        static NewAccount generate(String name) {
            return new NewAccount(name, SigningKey.generate(NkeyKind.ACCOUNT), SigningKey.generate(NkeyKind.ACCOUNT));
        }

        AccountClaims claims() {
            return AccountClaims.of(key.publicKey(), name, new AccountSigningKey(signer.publicKey(), null));
        }

        String id() {
            return key.publicKey().text();
        }
    }

    /**
     * @param dir where the deployment will lie
     * @param now seconds since 1970
     */
    OperatorPlan(Path dir, DeploymentOptions options, long now) {
        this.dir = dir;
        this.options = options;
        this.now = now;
        this.apps = options.accounts().stream().map(NewAccount::generate).toList();
        this.xkey = options.xkey() ? CurveKey.generate() : null;
    }

    void addTo(NewFiles files) {
        addKeys(files);
        String sentinelJwt = sentinelJwt();
        files.addSecret(Deployment.SERVICE_CREDS, creds(auth, "gatehouse", service, ServiceRights.claims()));
        files.addSecret(Deployment.SENTINEL_CREDS, new CredsFile(sentinelJwt, sentinel).text());
        files.addSecret(Deployment.SYS_CREDS, creds(sys, "sys", sysUser, Permissions.NONE));
        files.addSecret(Deployment.USERS, ExampleUsers.json(options));
        files.add(Deployment.SETTINGS, settings());
        files.addFolder("resolver");
        addJwts(files, sentinelJwt);
    }

    private void addKeys(NewFiles files) {
        addKey(files, "operator", operator);
        addKey(files, "operator.signing", operatorSigner);
        for (NewAccount account : accounts()) {
            addKey(files, account.name(), account.key());
            addKey(files, account.name() + ".signing", account.signer());
        }
        if (xkey != null) {
            files.addSecret("keys/xkey.nk", xkey.seed() + "\n");
        }
    }

    private static void addKey(NewFiles files, String name, SigningKey key) {
        files.addSecret("keys/" + name + ".nk", key.seed() + "\n");
    }

    private List<NewAccount> accounts() {
        List<NewAccount> all = new ArrayList<>(List.of(sys, auth));
        all.addAll(apps);
        return all;
    }

    private void addJwts(NewFiles files, String sentinelJwt) {
        String operatorJwt = new OperatorClaims(
                        "gatehouse",
                        List.of(operatorSigner.publicKey()),
                        sys.key().publicKey(),
                        true,
                        "nats://" + options.reachable())
                .encode(operator, now);
        StringBuilder preload = new StringBuilder();
        files.add("jwt/operator.jwt", operatorJwt + "\n");
        for (NewAccount account : accounts()) {
            String jwt = claims(account).encode(operatorSigner, now);
            files.add("jwt/" + account.name() + ".jwt", jwt + "\n");
            preload.append("  # ").append(account.name()).append('\n');
            preload.append("  ").append(account.id()).append(": ").append(jwt).append('\n');
        }
        files.add(Deployment.SERVER_CONF, serverConf(operatorJwt, preload.toString(), sentinelJwt));
    }

    private AccountClaims claims(NewAccount account) {
        if (account.name().equals(SYS)) {
            return sys.claims().withExports(AccountExport.SYSTEM);
        }
        if (account.name().equals(AUTH)) {
            List<String> allowed = apps.stream().map(NewAccount::id).toList();
            return auth.claims()
                    .withAuthorization(new CalloutAuthorization(
                            List.of(service.publicKey()), allowed, xkey == null ? null : xkey.publicKey()));
        }
        return account.claims();
    }

    private String creds(NewAccount account, String name, SigningKey user, Permissions permissions) {
        return new CredsFile(userJwt(account, name, user, permissions, false), user).text();
    }

    /** May do nothing; a bearer token, so that it can be the server's default sentinel too. */
    private String sentinelJwt() {
        return userJwt(auth, "sentinel", sentinel, Permissions.NOTHING, true);
    }

    private String userJwt(NewAccount account, String name, SigningKey user, Permissions permissions, boolean bearer) {
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, bearer, false, List.of());
        UserClaims claims = new UserClaims(name, null, account.key().publicKey(), body, List.of());
        return UserToken.issue(claims, account.signer(), user.publicKey(), now, 0);
    }

    private String serverConf(String operatorJwt, String preload, String sentinelJwt) {
        return """
                # nats-server in operator mode, with Gatehouse as the auth callout of the account AUTH; made by gatehouse init.
                listen: %s

                operator: %s
                system_account: %s

                # Keeps account JWTs and takes new ones (nsc push); those below are there from the start.
                resolver {
                  type: full
                  dir: %s
                  allow_delete: false
                  interval: "2m"
                }
                resolver_preload {
                %s}

                authorization {
                  # The server gives a login up after this many seconds: Gatehouse answers within 1.5, and clients give up at 2.
                  timeout: 3
                }

                # With this line, clients need no sentinel credentials: a user and a password are enough (nats-server 2.11.2).
                %sdefault_sentinel: %s
                """.formatted(
                        Conf.quoted(options.authority()),
                        operatorJwt,
                        sys.id(),
                        Conf.quoted(dir.resolve("resolver").toString()),
                        preload,
                        options.defaultSentinel() ? "" : "# ",
                        sentinelJwt);
    }

    private String settings() {
        StringBuilder accounts = new StringBuilder();
        for (NewAccount app : apps) {
            accounts.append("  ").append(app.name()).append(":\n");
            accounts.append("    id: ").append(app.id()).append('\n');
            accounts.append("    signing_key: keys/").append(app.name()).append(".signing.nk\n");
        }
        return """
                # Gatehouse for the nats-server of %s.
                # Every key: docs/reference/configuration.md
                nats:
                  url: nats://%s
                  creds: %s
                issuer:
                  seed: keys/AUTH.signing.nk
                  # The account AUTH: the service's user must be in it.
                  account: %s
                %saccounts:
                %sdirectories:
                  users:
                    type: file
                    path: %s
                check:
                  server_conf: %s
                  sys_creds: %s
                  sentinel_creds: %s
                """.formatted(
                        Deployment.SERVER_CONF,
                        options.reachable(),
                        Deployment.SERVICE_CREDS,
                        auth.id(),
                        xkey == null ? "" : "xkey:\n  seed: keys/xkey.nk\n",
                        accounts,
                        Deployment.USERS,
                        Deployment.SERVER_CONF,
                        Deployment.SYS_CREDS,
                        Deployment.SENTINEL_CREDS);
    }
}
