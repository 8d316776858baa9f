package io.gatehouse.cli;

import io.gatehouse.claims.AccountClaims;
import io.gatehouse.claims.ClaimsException;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Operator mode: changes what an account's JWT says, in its file and in server.conf. */
record AccountEdit(String account, UnaryOperator<AccountClaims> change) implements Stage.Edit {
    @Override
    public String apply(Deployment deployment, String conf) throws IOException {
        Path file = deployment.dir().resolve("jwt").resolve(account + ".jwt");
        String before = Files.readString(file).strip();
        SigningKey operator = SigningKey.fromSeed(Files.readString(deployment.key("operator.signing")));
        String after = change.apply(decode(before)).encode(operator, System.currentTimeMillis() / 1000);
        Files.writeString(file, after);
        return conf.replace(before, after);
    }

    private static AccountClaims decode(String jwt) {
        try {
            return AccountClaims.decode(jwt);
        } catch (ClaimsException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
