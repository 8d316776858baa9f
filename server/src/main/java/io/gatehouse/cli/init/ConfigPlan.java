package io.gatehouse.cli.init;

import static io.gatehouse.cli.init.DeploymentOptions.AUTH;
import static io.gatehouse.cli.init.DeploymentOptions.SYS;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.passwords.PasswordHashing;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deployment in config mode: the server's file holds the accounts, the callout and the two users beside it. */
final class ConfigPlan {
    private static final int BCRYPT_COST = 10;
    private static final int PASSWORD_BYTES = 24;

    private final DeploymentOptions options;
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final @Nullable CurveKey xkey;
    private final String servicePassword = password();
    private final String sysPassword = password();

    ConfigPlan(DeploymentOptions options) {
        this.options = options;
        this.xkey = options.xkey() ? CurveKey.generate() : null;
    }

    void addTo(NewFiles files) {
        files.addSecret("keys/issuer.nk", issuer.seed() + "\n");
        if (xkey != null) {
            files.addSecret("keys/xkey.nk", xkey.seed() + "\n");
        }
        files.addSecret(Deployment.SERVICE_PASSWORD, servicePassword + "\n");
        files.addSecret(Deployment.SYS_PASSWORD, sysPassword + "\n");
        files.addSecret(Deployment.SERVER_CONF, serverConf());
        files.addSecret(Deployment.USERS, ExampleUsers.json(options));
        files.add(Deployment.SETTINGS, settings());
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private String serverConf() {
        StringBuilder accounts = new StringBuilder();
        for (String account : options.accounts()) {
            accounts.append("  ").append(Conf.quoted(account)).append(": {}\n");
        }
        return """
                # nats-server with accounts of its own and Gatehouse as its auth callout; made by gatehouse init.
                listen: %s

                accounts {
                  # The service's account: nobody else belongs in it.
                  AUTH: {
                    users: [ { user: gatehouse, password: %s,
                      # What Gatehouse needs, and $SRV.> for nats micro with its login.
                      permissions: {
                        subscribe: %s
                        publish: %s
                      }
                    } ]
                  }
                  SYS: {
                    users: [ { user: sys, password: %s } ]
                  }
                %s}
                system_account: SYS

                authorization {
                  # The server gives a login up after this many seconds: Gatehouse answers within 1.5, and clients give up at 2.
                  timeout: 3
                  auth_callout {
                    issuer: %s
                    account: AUTH
                    # These users are in this file, and the callout is not asked about them.
                    auth_users: [ gatehouse, sys ]
                %s  }
                }
                """.formatted(
                        Conf.quoted(options.authority()),
                        Conf.quoted(PasswordHashing.bcrypt(servicePassword, BCRYPT_COST)),
                        ServiceRights.subscribe(),
                        ServiceRights.publish(),
                        Conf.quoted(PasswordHashing.bcrypt(sysPassword, BCRYPT_COST)),
                        accounts,
                        issuer.publicKey(),
                        xkey == null ? "" : "    xkey: " + xkey.publicKey() + "\n");
    }

    private String accountNames() {
        return options.accounts().stream().map(Conf::quoted).collect(Collectors.joining(", "));
    }

    private String settings() {
        return """
                # Gatehouse for the nats-server of %s (accounts %s and %s are the server's own).
                # Every key: docs/reference/configuration.md
                nats:
                  url: nats://%s
                  user: gatehouse
                  password_file: %s
                issuer:
                  seed: keys/issuer.nk
                %scallout:
                  # Where users.json may place users: in these accounts, and in no others.
                  allowed_accounts: [ %s ]
                directories:
                  users:
                    type: file
                    path: %s
                check:
                  server_conf: %s
                """.formatted(
                        Deployment.SERVER_CONF,
                        AUTH,
                        SYS,
                        options.reachable(),
                        Deployment.SERVICE_PASSWORD,
                        xkey == null ? "" : "xkey:\n  seed: keys/xkey.nk\n",
                        accountNames(),
                        Deployment.USERS,
                        Deployment.SERVER_CONF);
    }
}
