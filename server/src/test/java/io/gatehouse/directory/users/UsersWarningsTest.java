package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.account.AllowedAccounts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsersWarningsTest {
    private static final String HASH = "\"pass\": \"$2a$04$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm\"";

    @Test
    void areNoneForAFileThatIsAllRight() {
        assertThat(warnings("{\"a\": {" + HASH + ", \"account\": \"A\"}}")).isEmpty();
    }

    @Test
    void tellOfPasswordsInPlainText() {
        assertThat(warnings(
                        "{\"a\": {\"pass\": \"x\", \"account\": \"A\"}, \"b\": {\"pass\": \"y\", \"account\": \"A\"}}"))
                .containsExactly("users.json: 2 users with a password in plain text: replace it by the output of"
                        + " \"gatehouse hash\" (\"a\", \"b\")");
    }

    @Test
    void tellOfUsersWithoutAPassword() {
        assertThat(warnings("{\"a\": {\"account\": \"A\"}}"))
                .containsExactly("users.json: 1 user without a password, who cannot log in (\"a\")");
    }

    @Test
    void tellOfPermissionsThatLeaveOneSideOpen() {
        assertThat(warnings(user("\"permissions\": {\"pub\": {\"allow\": [\"x\"]}}")))
                .singleElement()
                .asString()
                .contains("may subscribe to everything");
        assertThat(warnings(user("\"permissions\": {\"sub\": {\"deny\": [\"x\"]}}")))
                .singleElement()
                .asString()
                .contains("may publish to everything");
        assertThat(warnings(user("\"permissions\": {\"resp\": {\"max\": 1}}")))
                .singleElement()
                .asString()
                .contains("may subscribe to everything");
        assertThat(warnings(user("\"permissions\": {\"sub\": {\"allow\": [\"x\"]}, \"resp\": {\"max\": 1}}")))
                .isEmpty();
    }

    @Test
    void tellWhichServersEnforceLimits() {
        assertThat(warnings(user("\"payload\": 100")))
                .singleElement()
                .asString()
                .contains("1 user with subs or payload", "enforces", "from 2.14.10 and 2.15.3 on");
        assertThat(warnings(user("\"data\": 100")))
                .singleElement()
                .asString()
                .contains("1 user with data, which no nats-server enforces");
        assertThat(warnings(user("\"payload\": -1"))).isEmpty();
    }

    @Test
    void tellOfSeveralSchemesAndOfNoUsers() {
        assertThat(warnings(
                        "{\"a\": {" + HASH + ", \"account\": \"A\"}, \"b\": {\"pass\": \"y\", \"account\": \"A\"}}"))
                .last()
                .asString()
                .contains("several ways {bcrypt(4)=1, plain=1}");
        assertThat(warnings("{}")).containsExactly("users.json: has no users: nobody can log in with it");
    }

    @Test
    void tellOfNamesThatLookAlike() {
        String composed = "Jos\u00e9";
        String decomposed = "Jose\u0301";

        assertThat(warnings("{\"" + decomposed + "\": {" + HASH + ", \"account\": \"A\"}}"))
                .singleElement()
                .asString()
                .contains("1 user whose name is not in composed Unicode form");
        assertThat(warnings("{\"" + composed + "\": {" + HASH + ", \"account\": \"A\"}, \"" + decomposed + "\": {"
                        + HASH + ", \"account\": \"A\"}}"))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"Jos\\u00e9\"", "\"Jose\\u0301\"", "look the same and are different users");
        assertThat(warnings("{\"" + composed + "\": {" + HASH + ", \"account\": \"A\"}}"))
                .isEmpty();
    }

    @Test
    void nameOnlyTheFirstUsers() {
        StringBuilder users = new StringBuilder("{");
        for (int i = 0; i < 9; i++) {
            users.append(i == 0 ? "" : ",").append("\"u").append(i).append("\": {\"account\": \"A\"}");
        }

        assertThat(warnings(users.append('}').toString()))
                .singleElement()
                .asString()
                .startsWith("users.json: 9 users")
                .endsWith("(\"u0\", \"u1\", \"u2\", \"u3\", \"u4\", …)");
    }

    @Test
    void tellWhoGetsNoAnswer() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Account.Keyed app = new Account.Keyed("APP", key.publicKey(), new Account.Key(key, true), Map.of());
        Policy policy = new Policy(Accounts.keyed(Map.of("APP", app)), Clock.systemUTC());
        UsersFile file = parse("""
                {"ann": {"account": "APP"}, "bob": {"account": "APP2"},
                 "cat": {"account": "APP", "permissions": {"pub": {"allow": ["x"]}}},
                 "dan.in": {"account": "APP"}, "eva": {"account": "APP", "tags": ["team:a.b"]}}
                """);

        assertThat(misplaced(file, policy)).hasSize(2);
        assertThat(misplaced(file, policy).get(0))
                .contains("no signing key here")
                .endsWith("(\"bob\")");
        assertThat(misplaced(file, policy).get(1))
                .contains("the signing key is scoped", "one literal token")
                .endsWith("(\"cat\", \"dan.in\", \"eva\")");
    }

    @Test
    void tellWhoIsPlacedWhereNobodyShouldBe() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        AllowedAccounts allowed = new AllowedAccounts(List.of());
        Policy policy = new Policy(Accounts.named(key, allowed), Clock.systemUTC());
        UsersFile file = parse("{\"ann\": {\"account\": \"APP\"}, \"bob\": {\"account\": \"$SYS\"},"
                + " \"cat\": {\"account\": \"AUTH\"}}");

        assertThat(misplaced(file, policy)).singleElement().asString().endsWith("(\"bob\")");
        allowed.own("AUTH");
        assertThat(misplaced(file, policy))
                .singleElement()
                .asString()
                .contains("callout.allowed_accounts")
                .endsWith("(\"bob\", \"cat\")");
    }

    @Test
    void tellWhoseAnswerIsTooLargeAndHowLargeItIs() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Policy policy = new Policy(Accounts.named(key), Clock.systemUTC());
        String subjects =
                IntStream.range(0, 1000).mapToObj(i -> "\"%040d\"".formatted(i)).collect(Collectors.joining(","));
        UsersFile file = parse("{\"ann\": {\"account\": \"APP\"}, \"big\": {\"account\": \"APP\","
                + " \"permissions\": {\"pub\": {\"allow\": [" + subjects + "]}}}}");
        ResponseJwt response = new ResponseJwt(key, null);

        assertThat(NoAnswer.tooLarge(
                        file.name(), file.identities(), policy, new AnswerSizes(response, true, () -> 1 << 20)))
                .isEmpty();
        assertThat(NoAnswer.tooLarge(
                        file.name(), file.identities(), policy, new AnswerSizes(response, true, () -> 64 << 10)))
                .singleElement()
                .asString()
                .matches("users.json: user \"big\" cannot be let in: the answer would have 7\\d{4} bytes,"
                        + " and nats-server takes 65536: .*");
    }

    private static List<String> misplaced(UsersFile file, Policy policy) {
        return NoAnswer.misplaced(file.name(), file.identities(), policy);
    }

    private static String user(String fields) {
        return "{\"a\": {" + HASH + ", \"account\": \"A\", " + fields + "}}";
    }

    private static List<String> warnings(String json) {
        return parse(json).warnings();
    }

    private static UsersFile parse(String json) {
        return UsersFile.parse("users.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
