package io.gatehouse.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of a role may what the scope of its signing key says, and users without a role what users.json says. */
@AgainstNatsServer
@SuppressWarnings("NullAway.Init")
class ScopedKeysIT {
    private static final String USERS = """
            {
              "free":   {"pass": "p", "account": "APP1"},
              "plain":  {"pass": "p", "account": "APP1", "permissions": {
                "pub": {"allow": ["own.>"]}, "sub": {"allow": ["own.>"]}}},
              "Rita":   {"pass": "p", "account": "APP1", "role": "worker", "tags": ["Team:Red", "team:blue", "level:9"]},
              "tom":    {"pass": "p", "account": "APP1", "role": "worker"},
              "near":   {"pass": "p", "account": "APP1", "role": "worker", "src": "127.0.0.0/8",
                         "allowed_connection_types": "STANDARD"},
              "far":    {"pass": "p", "account": "APP1", "role": "worker", "src": "10.0.0.0/8"},
              "socket": {"pass": "p", "account": "APP1", "role": "worker", "allowed_connection_types": "WEBSOCKET"},
              "greedy": {"pass": "p", "account": "APP1", "role": "worker", "permissions": {"pub": {"allow": ["own.>"]}}},
              "sized":  {"pass": "p", "account": "APP1", "role": "worker", "payload": 1024},
              "w*":     {"pass": "p", "account": "APP1", "role": "worker"},
              "tagged": {"pass": "p", "account": "APP1", "role": "worker", "tags": ["team:>"]},
              "tom.inbox": {"pass": "p", "account": "APP1", "role": "worker"},
              "dotted": {"pass": "p", "account": "APP1", "role": "worker", "tags": ["team:red.blue"]},
              "stray":  {"pass": "p", "account": "APP1", "role": "boss"},
              "listed": {"pass": "p", "account": "APP2"},
              "unfit":  {"pass": "p", "account": "APP2", "permissions": {"pub": {"allow": ["own.>"]}}}
            }
            """;

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.operator()
                .users(USERS)
                .prepared(deployment -> {
                    addRole(deployment);
                    scopeTheOwnKey(deployment);
                })
                .open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static void addRole(Deployment deployment) throws IOException {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Files.writeString(
                Files.copy(deployment.key("APP1"), deployment.key("APP1.worker"), COPY_ATTRIBUTES), key.seed());
        replace(deployment, "    signing_key: keys/APP1.signing.nk\n", """
                    signing_key: keys/APP1.signing.nk
                    roles:
                      worker:
                        signing_key: keys/APP1.worker.nk
                """);
        AccountSigningKey.Scope scope = scope(
                new SubjectRules(List.of("app.{{name()}}.>", "team.{{tag(Team)}}.>"), List.of("app.*.secret")),
                new SubjectRules(List.of("app.{{name()}}.>"), List.of()));
        new AccountJwt(deployment, "APP1").addSigningKey(new AccountSigningKey(key.publicKey(), scope));
    }

    /** APP2 has one signing key, which is scoped, and no roles. */
    private static void scopeTheOwnKey(Deployment deployment) throws IOException {
        String line = "    signing_key: keys/APP2.signing.nk\n";
        replace(deployment, line, line + "    scoped: true\n");
        SubjectRules rules = new SubjectRules(List.of("shared.{{account-name()}}.{{name()}}"), List.of());
        new AccountJwt(deployment, "APP2")
                .change(old -> AccountClaims.of(
                        old.id(),
                        old.name(),
                        new AccountSigningKey(old.signingKeys().get(0).key(), scope(rules, rules))));
    }

    private static AccountSigningKey.Scope scope(SubjectRules publish, SubjectRules subscribe) {
        Permissions permissions = new Permissions(publish, subscribe, null);
        return new AccountSigningKey.Scope(
                "worker", "", new UserClaims.Body(permissions, Limits.NONE, false, false, List.of()));
    }

    private static void replace(Deployment deployment, String before, String after) throws IOException {
        String yaml = Files.readString(deployment.settings());
        assertThat(yaml).contains(before);
        Files.writeString(deployment.settings(), yaml.replace(before, after));
    }

    private static Client client(String user) throws Exception {
        return new Client(stage.as(user, "p"));
    }

    @Test
    void theScopeBindsWithTheUsersNameAndTags() throws Exception {
        try (Client rita = client("Rita");
                Client free = client("free")) {
            Client.Heard all = free.hears(">");
            rita.says("app.Rita.news");
            rita.mayNotSay("app.Rita.secret");
            rita.mayNotSay("app.tom.news");
            rita.mayNotSay("own.news");
            rita.says("team.red.news");
            rita.says("team.blue.news");
            rita.mayNotSay("team.green.news");
            rita.mayNotHear("app.tom.>");
            rita.mayNotHear(">");

            assertThat(List.of(all.subject(), all.subject(), all.subject()))
                    .containsExactly("app.Rita.news", "team.red.news", "team.blue.news");
            Client.Heard own = rita.hears("app.Rita.>");
            free.says("app.Rita.order");
            assertThat(own.subject()).isEqualTo("app.Rita.order");
        }
    }

    @Test
    void aTagThatTheUserHasNotAllowsNothing() throws Exception {
        try (Client tom = client("tom")) {
            tom.says("app.tom.news");
            tom.mayNotSay("team.red.news");
            tom.mayNotSay("team.tom.news");
        }
    }

    @Test
    void anUnscopedKeyLeavesPermissionsToTheUser() throws Exception {
        try (Client plain = client("plain")) {
            plain.says("own.news");
            plain.mayNotSay("app.plain.news");
            plain.mayNotHear("app.plain.>");
        }
    }

    @Test
    void theAccountsOnlyKeyMayBeScoped() throws Exception {
        try (Client listed = client("listed")) {
            listed.says("shared.APP2.listed");
            listed.mayNotSay("shared.APP2.other");
        }
    }

    @Test
    void gatehouseEnforcesBesideTheScopeWhatTheServerDoesNot() throws Exception {
        try (Client near = client("near")) {
            near.says("app.near.news");
        }
        Refusal.of(stage.as("far", "p"), stage, "returned an error: gatehouse: source_not_allowed");
        Refusal.of(stage.as("socket", "p"), stage, "returned an error: gatehouse: connection_type_not_allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "greedy, SCOPE_CONFLICT",
        "sized, SCOPE_CONFLICT",
        "w*, SCOPE_CONFLICT",
        "tagged, SCOPE_CONFLICT",
        "unfit, SCOPE_CONFLICT",
        "tom.inbox, SCOPE_CONFLICT",
        "dotted, SCOPE_CONFLICT",
        "stray, ACCOUNT_UNKNOWN"
    })
    void whatDoesNotFitTheScopeGetsNoAnswer(String user, Drop reason) {
        Silence.of(stage.as(user, "p"), stage, reason);
    }
}
