package io.gatehouse.cli;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountLimits.JetStream;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Operator mode: the accounts that a bucket may lie in, and credentials, as an operator makes them before the server starts. */
final class BucketAccounts {
    /** A share of the disk for one bucket, and of nothing else. */
    private static final JetStream ONE_BUCKET = new JetStream(0, 1 << 20, 1, -1);

    private BucketAccounts() {}

    /** The credentials of whoever makes and changes the bucket. */
    static Path keeper(Deployment deployment) {
        return deployment.dir().resolve("creds/keeper.creds");
    }

    /** The credentials of whoever reads it, where that is not the service's own user. */
    static Path reader(Deployment deployment) {
        return deployment.dir().resolve("creds/reader.creds");
    }

    /** In the callout's account, where the service's own user reads it. */
    static void inTheCalloutsAccount(Deployment deployment, String bucket) throws IOException {
        SigningKey keeper = SigningKey.generate(NkeyKind.USER);
        AccountJwt auth = new AccountJwt(deployment, "AUTH");
        auth.change(old -> {
            CalloutAuthorization callout = Objects.requireNonNull(old.authorization());
            List<Nkey> users = Stream.concat(callout.authUsers().stream(), Stream.of(keeper.publicKey()))
                    .toList();
            return old.withLimits(old.limits().withJetStream(ONE_BUCKET))
                    .withAuthorization(new CalloutAuthorization(users, callout.allowedAccounts(), callout.xkey()));
        });
        SigningKey signer = SigningKey.fromSeed(
                Files.readString(deployment.key("AUTH.signing")).strip());
        Nkey account = auth.claims().id();
        write(keeper(deployment), account, signer, keeper, Permissions.NONE);
        CredsFile service = CredsFile.parse(Files.readString(deployment.serviceCreds()));
        Permissions before = permissions(service);
        write(deployment.serviceCreds(), account, signer, service.user(), BucketRights.added(before, bucket));
    }

    private static Permissions permissions(CredsFile creds) throws IOException {
        try {
            return Objects.requireNonNull(creds.token().claims().body()).permissions();
        } catch (ClaimsException e) {
            throw new IOException(e);
        }
    }

    /** In an account of its own. */
    static void inAnAccountOfItsOwn(Deployment deployment, String bucket) throws IOException {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        SigningKey signer = SigningKey.generate(NkeyKind.ACCOUNT);
        AccountClaims plain =
                AccountClaims.of(key.publicKey(), "DIRECTORY", new AccountSigningKey(signer.publicKey(), null));
        AccountClaims account = plain.withLimits(plain.limits().withJetStream(ONE_BUCKET));
        SigningKey operator = SigningKey.fromSeed(
                Files.readString(deployment.key("operator.signing")).strip());
        String preload = "resolver_preload {\n  " + key.publicKey() + ": " + account.encode(operator, now()) + "\n";
        Path conf = deployment.serverConf();
        Files.writeString(conf, Files.readString(conf).replace("resolver_preload {\n", preload));
        SigningKey keeper = SigningKey.generate(NkeyKind.USER);
        SigningKey reader = SigningKey.generate(NkeyKind.USER);
        write(keeper(deployment), key.publicKey(), signer, keeper, Permissions.NONE);
        write(reader(deployment), key.publicKey(), signer, reader, BucketRights.reader(bucket));
    }

    private static void write(Path file, Nkey account, SigningKey signer, SigningKey user, Permissions permissions)
            throws IOException {
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        UserClaims claims = UserClaims.of("user", account, body);
        String jwt = UserToken.issue(claims, signer, user.publicKey(), now(), 0);
        Files.writeString(file, new CredsFile(jwt, user).text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
