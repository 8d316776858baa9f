package io.gatehouse.cli;

import io.gatehouse.claims.account.OperatorClaims;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/** The operator's JWT in a deployment. */
final class OperatorJwt {
    private OperatorJwt() {}

    /** One that lists another signing key beside that of the deployment, in its file and in the text of a server.conf. */
    static String trusting(Deployment deployment, String conf, SigningKey other) throws IOException {
        SigningKey before = SigningKey.fromSeed(Files.readString(deployment.key("operator.signing")));
        return listing(deployment, conf, before, other);
    }

    /** One that lists these signing keys. */
    static String listing(Deployment deployment, String conf, SigningKey... signers) throws IOException {
        SigningKey operator = SigningKey.fromSeed(Files.readString(deployment.key("operator")));
        String jwt = new OperatorClaims(
                        "gatehouse",
                        Stream.of(signers).map(SigningKey::publicKey).toList(),
                        new AccountJwt(deployment, "SYS").claims().id(),
                        true,
                        null)
                .encode(operator, System.currentTimeMillis() / 1000);
        Files.writeString(deployment.dir().resolve("jwt/operator.jwt"), jwt);
        return conf.replaceFirst("(?m)^operator: .*$", "operator: " + jwt);
    }
}
