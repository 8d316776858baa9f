package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A new deployment, to be spoiled in one way and checked. */
final class CheckFixture {
    private final Deployment deployment;
    private final Path dir;
    private Map<String, String> environment = Map.of();

    CheckFixture(Path dir, DeploymentOptions options) throws Exception {
        this.dir = dir;
        this.deployment = Deployment.create(dir.resolve("nats"), options);
        // A server that waits for nobody is what most tests wait for: as short as check thinks right.
        edit(deployment.serverConf(), conf -> conf.replace("timeout: 3", "timeout: 2.1"));
    }

    /** The deployment that {@code init} makes for that mode when it is asked for nothing else. */
    static CheckFixture of(Path dir, Mode mode) throws Exception {
        return new CheckFixture(dir, DeploymentOptions.defaults().withMode(mode));
    }

    /** With a nats-server for check to ask. */
    CheckFixture asking(NatsServerBinary server) {
        environment = Map.of("GATEHOUSE_NATS_SERVER", server.path().toString());
        return this;
    }

    Deployment deployment() {
        return deployment;
    }

    /** What check printed, and its exit code. */
    record Result(int code, String out) {
        Result fails(String... messages) {
            assertThat(code).as(out).isEqualTo(1);
            assertThat(lines("FAIL"))
                    .as(out)
                    .anySatisfy(line -> assertThat(line).contains(messages));
            return this;
        }

        Result warns(String... messages) {
            assertThat(lines("WARN"))
                    .as(out)
                    .anySatisfy(line -> assertThat(line).contains(messages));
            return this;
        }

        Result mentions(String... texts) {
            assertThat(out).contains(texts);
            return this;
        }

        Result isSilentOf(String text) {
            assertThat(out).doesNotContain(text);
            return this;
        }

        Result says(String... messages) {
            assertThat(lines("OK")).as(out).anySatisfy(line -> assertThat(line).contains(messages));
            return this;
        }

        Result isClean() {
            assertThat(lines("WARN")).as(out).isEmpty();
            assertThat(lines("SKIP")).as(out).isEmpty();
            return failsNowhere();
        }

        /** What is said of the server's age, and that no instance answers, is no matter of the deployment. */
        Result isCleanButFor(String... warnings) {
            assertThat(lines("WARN"))
                    .filteredOn(line -> List.of(warnings).stream().noneMatch(line::contains))
                    .isEmpty();
            return failsNowhere();
        }

        /** The word may be in any public key. */
        Result failsNowhere() {
            assertThat(lines("FAIL")).as(out).isEmpty();
            assertThat(code).as(out).isZero();
            return this;
        }

        Result skips(String... messages) {
            assertThat(lines("SKIP"))
                    .as(out)
                    .anySatisfy(line -> assertThat(line).contains(messages));
            return this;
        }

        private List<String> lines(String level) {
            return out.lines().filter(line -> line.startsWith(level)).toList();
        }
    }

    Result offline(String... more) {
        return check(null, more, "--offline");
    }

    /** With the servers that the settings name, whether they are there or not. */
    Result online(String... more) {
        return check(null, more);
    }

    Result against(NatsServer server, String... more) {
        return check(server, more);
    }

    private Result check(@Nullable NatsServer server, String[] more, String... first) {
        List<String> args =
                new ArrayList<>(List.of("check", "-c", deployment.settings().toString()));
        args.addAll(List.of(first));
        if (server != null) {
            args.addAll(List.of("--server", server.url()));
        }
        args.addAll(List.of(more));
        Cli cli = new Cli(dir).environment(environment);
        int code = cli.run(args.toArray(new String[0]));
        return new Result(code, cli.out() + cli.err());
    }

    CheckFixture edit(Path file, UnaryOperator<String> change) throws Exception {
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).as("the edited file").isNotEqualTo(before);
        Files.writeString(file, after);
        return this;
    }

    CheckFixture users(String json) throws Exception {
        Files.writeString(deployment.users(), json);
        return this;
    }

    CheckFixture variable(String name, String value) {
        environment = Map.of(name, value);
        return this;
    }

    /** The same credentials with an end, that far from now. */
    CheckFixture credentialsEnd(String account, Path file, Duration fromNow) throws Exception {
        CredsFile creds = CredsFile.parse(Files.readString(file));
        SigningKey signer = SigningKey.fromSeed(
                Files.readString(deployment.key(account + ".signing")).strip());
        long now = Instant.now().getEpochSecond();
        String jwt = UserToken.issue(
                creds.token().claims(), signer, creds.token().subject(), now, now + fromNow.toSeconds());
        return edit(file, old -> new CredsFile(jwt, creds.user()).text());
    }

    /** Credentials of a new user of another account. */
    CheckFixture credentialsOf(String account, Path file) throws Exception {
        SigningKey signer = SigningKey.fromSeed(
                Files.readString(deployment.key(account + ".signing")).strip());
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        UserClaims claims = new UserClaims(
                "someone",
                null,
                account(account).id(),
                new UserClaims.Body(Permissions.NONE, Limits.NONE, false, false, List.of()),
                List.of());
        String jwt =
                UserToken.issue(claims, signer, user.publicKey(), Instant.now().getEpochSecond(), 0);
        return edit(file, old -> new CredsFile(jwt, user).text());
    }

    /** Another server's waiting time. */
    CheckFixture authTimeout(String timeout) throws Exception {
        return edit(deployment.serverConf(), conf -> conf.replace("timeout: 2.1", "timeout: " + timeout));
    }

    /** Leaves the comparison with server.conf and the lookup with the system user out. */
    CheckFixture withoutTruth() throws Exception {
        return edit(deployment.settings(), yaml -> yaml.substring(0, yaml.indexOf("check:")));
    }

    CheckFixture anotherXkey() throws Exception {
        return edit(deployment.key("xkey"), old -> CurveKey.generate().seed());
    }

    CheckFixture anotherKey(String name) throws Exception {
        return edit(
                deployment.key(name),
                old -> SigningKey.generate(NkeyKind.ACCOUNT).seed());
    }

    CheckFixture withoutOurXkey() throws Exception {
        return edit(deployment.settings(), yaml -> yaml.replace("xkey:\n  seed: keys/xkey.nk\n", ""));
    }

    AccountClaims account(String name) throws Exception {
        return new AccountJwt(deployment, name).claims();
    }

    Path jwt(String name) {
        return new AccountJwt(deployment, name).file();
    }

    /** Changes an account's JWT, in server.conf too. */
    CheckFixture account(String name, UnaryOperator<AccountClaims> change) throws Exception {
        new AccountJwt(deployment, name).change(change);
        return this;
    }

    CheckFixture callout(UnaryOperator<CalloutAuthorization> change) throws Exception {
        return account("AUTH", auth -> {
            CalloutAuthorization callout = auth.authorization();
            assertThat(callout).isNotNull();
            return auth.withAuthorization(change.apply(callout));
        });
    }

    CheckFixture allowedAccounts(String... accounts) throws Exception {
        return callout(old -> new CalloutAuthorization(old.authUsers(), List.of(accounts), old.xkey()));
    }

    CheckFixture authUser(Nkey user) throws Exception {
        return callout(old -> new CalloutAuthorization(List.of(user), old.allowedAccounts(), old.xkey()));
    }

    CheckFixture sentinelInAuthUsers() throws Exception {
        Nkey sentinel = CredsFile.parse(Files.readString(deployment.sentinelCreds()))
                .user()
                .publicKey();
        return callout(old -> {
            List<Nkey> users = new ArrayList<>(old.authUsers());
            users.add(sentinel);
            return new CalloutAuthorization(users, old.allowedAccounts(), old.xkey());
        });
    }
}
