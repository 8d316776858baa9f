package io.gatehouse.cli;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountLimits;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An account's JWT in a deployment of operator mode, to be changed as an operator would before the server starts. */
record AccountJwt(Deployment deployment, String name) {
    Path file() {
        return deployment.dir().resolve("jwt/" + name + ".jwt");
    }

    AccountClaims claims() throws IOException {
        try {
            return AccountClaims.decode(Files.readString(file()));
        } catch (ClaimsException e) {
            throw new IOException(file() + ": " + e.getMessage(), e);
        }
    }

    /** Signs it anew, and puts it into server.conf too. */
    void change(UnaryOperator<AccountClaims> change) throws IOException {
        String before = Files.readString(file()).strip();
        SigningKey operator = SigningKey.fromSeed(Files.readString(deployment.key("operator.signing")));
        String after = change.apply(claims()).encode(operator, System.currentTimeMillis() / 1000);
        Files.writeString(file(), after);
        Path conf = deployment.serverConf();
        Files.writeString(conf, Files.readString(conf).replace(before, after));
    }

    /** The account whose connections may send no more than that in one message. */
    static AccountClaims withPayload(AccountClaims old, long bytes) {
        AccountLimits all = old.limits();
        AccountLimits bounded = new AccountLimits(
                all.subs(),
                all.data(),
                bytes,
                all.imports(),
                all.exports(),
                all.wildcardExports(),
                all.disallowBearer(),
                all.connections(),
                all.leafNodes(),
                all.jetStream());
        return new AccountClaims(
                old.id(),
                old.name(),
                old.signingKeys(),
                bounded,
                old.defaultPermissions(),
                old.authorization(),
                old.exports());
    }

    /** Lists one more signing key. */
    void addSigningKey(AccountSigningKey entry) throws IOException {
        change(old -> {
            List<AccountSigningKey> keys = new ArrayList<>(old.signingKeys());
            keys.add(entry);
            return new AccountClaims(
                    old.id(),
                    old.name(),
                    keys,
                    old.limits(),
                    old.defaultPermissions(),
                    old.authorization(),
                    old.exports());
        });
    }

    /** Of the AUTH account: the accounts that users may be placed in. */
    void allowAccounts(List<String> ids) throws IOException {
        change(old -> {
            CalloutAuthorization callout = old.authorization();
            if (callout == null) {
                throw new IllegalStateException(name + " has no callout");
            }
            return old.withAuthorization(new CalloutAuthorization(callout.authUsers(), ids, callout.xkey()));
        });
    }
}
