package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What an operator does with account JWTs while nats-server runs: change, sign and push them. */
final class Resolver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deployment deployment;
    private final Connection system;

    private Resolver(Deployment deployment, Connection system) {
        this.deployment = deployment;
        this.system = system;
    }

    static Resolver of(Stage stage) throws Exception {
        return of(stage.deployment(), stage.server().url());
    }

    static Resolver of(Deployment deployment, String url) throws Exception {
        Options options = Options.builder()
                .server(url)
                .connectionTimeout(PATIENCE)
                .authHandler(Nats.credentials(deployment.sysCreds().toString()))
                .noReconnect()
                .build();
        return new Resolver(deployment, Nats.connect(options));
    }

    /** Signs an account anew, and pushes it; returns once the server has taken it. */
    void push(String account, UnaryOperator<AccountClaims> change) throws Exception {
        push(account, change, SigningKey.fromSeed(Files.readString(deployment.key("operator.signing"))));
    }

    /** The same with another key of the operator. */
    void push(String account, UnaryOperator<AccountClaims> change, SigningKey operator) throws Exception {
        AccountJwt jwt = new AccountJwt(deployment, account);
        String text = change.apply(jwt.claims()).encode(operator, System.currentTimeMillis() / 1000);
        Files.writeString(jwt.file(), text);
        push(text);
    }

    /** Pushes an account's JWT as it is. */
    void push(String jwt) throws Exception {
        assertThat(ask("$SYS.REQ.CLAIMS.UPDATE", jwt)).contains("\"code\":200");
    }

    /** An account's JWT as the server has it. */
    String jwt(String account) throws Exception {
        return ask(
                "$SYS.REQ.ACCOUNT."
                        + new AccountJwt(deployment, account).claims().id() + ".CLAIMS.LOOKUP",
                "");
    }

    /** The accounts' own list of signing keys is these. */
    void pushSigners(String account, SigningKey... signers) throws Exception {
        List<AccountSigningKey> keys = Arrays.stream(signers)
                .map(key -> new AccountSigningKey(key.publicKey(), null))
                .toList();
        push(
                account,
                old -> new AccountClaims(
                        old.id(),
                        old.name(),
                        keys,
                        old.limits(),
                        old.defaultPermissions(),
                        old.authorization(),
                        old.exports()));
    }

    /** Requests are sealed for this. */
    void pushXkey(CurveKey xkey) throws Exception {
        push(
                "AUTH",
                old -> old.withAuthorization(new CalloutAuthorization(
                        callout(old).authUsers(), callout(old).allowedAccounts(), xkey.publicKey())));
    }

    /** The callout is not asked about these. */
    void pushAuthUsers(Nkey... users) throws Exception {
        push(
                "AUTH",
                old -> old.withAuthorization(new CalloutAuthorization(
                        List.of(users),
                        callout(old).allowedAccounts(),
                        callout(old).xkey())));
    }

    private static CalloutAuthorization callout(AccountClaims auth) {
        return Objects.requireNonNull(auth.authorization());
    }

    /** What the server knows of the sessions of an account. */
    String sessions(String account) throws Exception {
        return ask(
                "$SYS.REQ.SERVER.PING.CONNZ",
                "{\"auth\":true,\"acc\":\""
                        + new AccountJwt(deployment, account).claims().id() + "\"}");
    }

    private String ask(String subject, String body) throws Exception {
        Message answer = system.request(subject, body.getBytes(StandardCharsets.UTF_8), PATIENCE);
        assertThat(answer).as("an answer on " + subject).isNotNull();
        return new String(answer.getData(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            system.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
