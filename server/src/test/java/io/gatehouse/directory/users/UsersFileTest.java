package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.text.GoDuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    private static final String WALKTHROUGH = """
            {
              "alice": {
                "pass": "alice",
                "account": "APP1"
              },
              "bob": {
                "pass": "bob",
                "account": "APP2",
                "permissions": {
                  "pub": {
                    "allow": ["bob.>"]
                  },
                  "sub": {
                    "allow": ["bob.>"]
                  },
                  "resp": {
                    "max": 1
                  }
                }
              }
            }
            """;

    private static final String EVERYTHING = """
            {"carol": {
              "pass": "$2a$04$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm",
              "account": "APP1",
              "role": "nurse",
              "disabled": true,
              "expires": "2030-12-31T23:59:59+01:00",
              "session": "1h30m",
              "permissions": {
                "pub": {"allow": "orders.*", "deny": ["orders.secret"]},
                "sub": {"allow": ["orders.* workers", "_INBOX.>"], "deny": []},
                "resp": {"max": -1, "ttl": "2m"}
              },
              "subs": 10, "data": -1, "payload": 1048576,
              "tags": ["Team:Blue", " shift:night "],
              "groups": ["nurses", "ward 3"],
              "attributes": {"team": "blue", "ward": ["3", "4", "3"], "phone": []},
              "src": "10.0.0.0/8, 192.168.1.7",
              "times": [{"start": "08:00:00", "end": "17:30:00"}],
              "times_location": "Europe/Berlin",
              "allowed_connection_types": ["standard", "WEBSOCKET"],
              "bearer_token": true,
              "proxy_required": true
            }}
            """;

    @Test
    void readsTheWalkthroughsFile() {
        UsersFile file = parse(WALKTHROUGH);

        assertThat(file.size()).isEqualTo(2);
        assertThat(entitlement(file, "alice").account()).isEqualTo("APP1");
        assertThat(entitlement(file, "alice").permissions()).isEqualTo(UserPermissions.UNRESTRICTED);
        assertThat(password(file, "alice").matches("alice")).isTrue();
        assertThat(password(file, "alice").matches("bob")).isFalse();
        SubjectSet bobs = SubjectSet.of(List.of("bob.>"), List.of());
        assertThat(entitlement(file, "bob").permissions())
                .isEqualTo(new UserPermissions(bobs, bobs, new Responses(1, Duration.ZERO)));
        assertThat(file.find("mallory")).isNull();
    }

    @Test
    void readsEveryField() {
        Entitlement carol = entitlement(parse(EVERYTHING), "carol");

        assertThat(carol.name()).isEqualTo("carol");
        assertThat(carol.role()).isEqualTo("nurse");
        assertThat(carol.disabled()).isTrue();
        assertThat(carol.expiresAt()).isEqualTo(Instant.parse("2030-12-31T22:59:59Z"));
        assertThat(carol.sessionTtl()).isEqualTo(Duration.ofMinutes(90));
        assertThat(carol.permissions())
                .isEqualTo(new UserPermissions(
                        SubjectSet.of(List.of("orders.*"), List.of("orders.secret")),
                        SubjectSet.of(List.of("orders.* workers", "_INBOX.>"), List.of()),
                        new Responses(-1, Duration.ofMinutes(2))));
        assertThat(carol.limits())
                .isEqualTo(new UserLimits(
                        10,
                        -1,
                        1_048_576,
                        Sources.of(List.of(SourceRange.parse("10.0.0.0/8"), SourceRange.parse("192.168.1.7"))),
                        Hours.of(List.of(Hours.Window.parse("08:00:00", "17:30:00")), Hours.zone("Europe/Berlin"))));
        assertThat(carol.tags()).containsExactly("team:blue", "shift:night");
        assertThat(identity(parse(EVERYTHING), "carol").groups()).containsExactlyInAnyOrder("nurses", "ward 3");
        assertThat(identity(parse(EVERYTHING), "carol").attributes())
                .isEqualTo(Map.of("team", List.of("blue"), "ward", List.of("3", "4")));
        assertThat(carol.connectionTypes())
                .isEqualTo(ConnectionTypes.of(List.of(ConnectionType.STANDARD, ConnectionType.WEBSOCKET)));
        assertThat(carol.bearerToken()).isTrue();
        assertThat(carol.proxyRequired()).isTrue();
        assertThat(password(parse(EVERYTHING), "carol").slow()).isTrue();
    }

    @Test
    void beginsEachUserAnew() {
        UsersFile file = parse(EVERYTHING.strip().replaceFirst("}\\s*$", ", \"dave\": {\"account\": \"APP2\"}}"));

        assertThat(entitlement(file, "dave"))
                .isEqualTo(Entitlements.alice().name("dave").account("APP2").build());
        assertThat(Objects.requireNonNull(file.find("dave")).password()).isNull();
        assertThat(identity(file, "dave").groups()).isEmpty();
        assertThat(identity(file, "dave").attributes()).isEmpty();
    }

    @Test
    void leavesItToRulesWhereAUserIsPlacedWhoHasNoAccount() {
        assertThat(entitlement(parse("{\"dave\": {\"groups\": [\"nurses\"]}}"), "dave")
                        .account())
                .isEmpty();
    }

    @Test
    void sharesWhatUsersHaveInCommon() {
        UsersFile file = parse("""
                {"a": {"account": "APP1", "permissions": {"pub": {"allow": ["x"]}}, "src": ["10.0.0.0/8"], "tags": ["t"],
                       "groups": ["g", "h"], "attributes": {"x": ["1", "2"]}},
                 "b": {"account": "APP1", "permissions": {"pub": {"allow": ["x"]}}, "src": ["10.0.0.0/8"], "tags": ["t"],
                       "groups": ["h", "g"], "attributes": {"x": ["1", "2"]}}}
                """);

        assertThat(entitlement(file, "a").permissions())
                .isSameAs(entitlement(file, "b").permissions());
        assertThat(entitlement(file, "a").limits())
                .isSameAs(entitlement(file, "b").limits());
        assertThat(entitlement(file, "a").account())
                .isSameAs(entitlement(file, "b").account());
        assertThat(entitlement(file, "a").tags())
                .isSameAs(entitlement(file, "b").tags());
        assertThat(Objects.requireNonNull(file.find("a")).profile())
                .isSameAs(Objects.requireNonNull(file.find("b")).profile());
    }

    @Test
    void readsAFileWithAByteOrderMark() {
        byte[] json = ("\ufeff" + WALKTHROUGH).getBytes(StandardCharsets.UTF_8);

        assertThat(UsersFile.parse("users.json", json).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1h30m, 5400000000000",
        "1.5s, 1500000000",
        "250ms, 250000000",
        "7d, 604800000000000",
        "-1ns, -1",
        "0, 0",
        "1us2µs, 3000"
    })
    void readsDurationsAsGoDoes(String text, long nanos) {
        assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({"''", "1", "h", "1x", "1h 30m", "-", "--1s", "1e3s", "293000d", "s1", "1.s"})
    void readsNoOtherDurations(String text) {
        assertThat(GoDuration.parse(text)).isNull();
    }

    @Test
    void takesTheMostCommonSchemeForThoseWithoutAPassword() {
        String bcrypt = "$2a$04$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm";
        UsersFile file = parse("""
                {"a": {"pass": "plain", "account": "A"}, "b": {"pass": "%s", "account": "A"},
                 "c": {"pass": "%s", "account": "A"}}
                """.formatted(bcrypt, bcrypt));

        assertThat(Objects.requireNonNull(file.decoy()).scheme()).isEqualTo("bcrypt(4)");
        assertThat(parse("{}").decoy()).isNull();
    }

    private static UsersFile parse(String json) {
        return UsersFile.parse("users.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Entitlement entitlement(UsersFile file, String user) {
        return Objects.requireNonNull(file.find(user)).entitlement();
    }

    private static Identity identity(UsersFile file, String user) {
        return Objects.requireNonNull(file.find(user)).identity("users");
    }

    private static PasswordHash password(UsersFile file, String user) {
        return Objects.requireNonNull(Objects.requireNonNull(file.find(user)).password());
    }
}
