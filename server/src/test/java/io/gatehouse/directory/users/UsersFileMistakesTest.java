package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileMistakesTest {
    @Test
    void areAllToldWithTheirPlaceUserAndField() {
        List<String> mistakes = mistakes("""
                {
                  "alice": {"pass": "x", "account": ""},
                  "bob": {
                    "pass": "x",
                    "account": "APP2",
                    "permissions": {
                      "pub": {"allow": ["ok", "foo..bar", "a b"]},
                      "sub": {"alow": ["x"]}
                    },
                    "disabled": "yes"
                  }
                }
                """);

        assertThat(mistakes)
                .containsExactly(
                        "users.json:2:37: user \"alice\": account: must not be empty",
                        "users.json:7:31: user \"bob\": permissions.pub.allow[1]: subject \"foo..bar\" has an empty token",
                        "users.json:7:43: user \"bob\": permissions.pub.allow[2]: subject \"a b\" has a space",
                        "users.json:8:15: user \"bob\": permissions.sub: unknown field \"alow\": did you mean \"allow\"?",
                        "users.json:10:17: user \"bob\": disabled: must be true or false");
    }

    @Test
    void areBounded() {
        String users = IntStream.range(0, 50)
                .mapToObj(i -> "\"u" + i + "\": {\"account\": 1}")
                .collect(Collectors.joining(", "));

        assertThat(mistakes("{" + users + "}")).hasSize(21).endsWith("users.json: and 30 more");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "\"pass\": 1|pass: must be a text in quotes",
                "\"pass\": null|pass: must be a text in quotes, not null: leave it out if it has no value",
                "\"pass\": \"\"|pass: must not be empty: leave it out for a user without a password",
                "\"pass\": \"$6$salt$abcdef\"|pass: looks like a crypt or PHC hash of a kind that is not known here: hash the password with \"gatehouse hash\"; if it is the password itself, write \"plain:\" before it",
                "\"pass\": \"{SSHA}abcdef\"|pass: looks like a hash with its scheme in braces of a kind that is not known here: hash the password with \"gatehouse hash\"; if it is the password itself, write \"plain:\" before it",
                "\"Pass\": \"x\"|field \"Pass\" has capital letters, as services written in Go take them: here all fields are in lower case, as pass and account",
                "\"nats\": 1|unknown field \"nats\": the fields are pass, nkey, account, role, permissions, disabled, expires, session, src, times, times_location, allowed_connection_types, subs, data, payload, tags, groups, attributes, bearer_token, proxy_required",
                "\"subs\": 0|subs: must not be 0, since the user could not even log in: write -1 or leave it out for no limit, or disabled to keep the user out",
                "\"payload\": 0|payload: must not be 0, since the first message with any content would end the session: write -1 or leave it out for no limit, or disabled to keep the user out",
                "\"password\": \"x\"|unknown field \"password\": did you mean \"pass\"?",
                "\"tag\": [\"x\"]|unknown field \"tag\": did you mean \"tags\"?",
                "\"role\": \"a\\u0007\"|role: must not have control characters",
                "\"tags\": \"\\ud800\"|tags: must not have control characters",
                "\"role\": \"\"|role: must not be empty",
                "\"disabled\": 0|disabled: must be true or false",
                "\"tags\": [\" \"]|tags[0]: a tag must not be empty",
                "\"tags\": [1]|tags[0]: must be a text in quotes",
                "\"group\": \"x\"|unknown field \"group\": did you mean \"groups\"?",
                "\"groups\": {}|groups: must be a list of texts in quotes",
                "\"groups\": [\"a\", \" \"]|groups[1]: a group must not be empty",
                "\"groups\": \"a\\nb\"|groups: must not have control characters",
                "\"attributes\": [\"x\"]|attributes: must be an object",
                "\"attributes\": null|attributes: must be an object, not null: leave it out if it has no value",
                "\"attributes\": {\"team\": 7}|attributes.team: must be a list of texts in quotes",
                "\"attributes\": {\"team\": [\"red\", {\"x\": 1}]}|attributes.team[1]: must be a text in quotes",
                "\"attributes\": {\"team\": \"\"}|attributes.team: a value must not be empty",
                "\"attributes\": {\"a b\": \"x\"}|attributes: attribute \"a b\": a name is a letter, then up to 63 letters, digits, dashes or underscores",
                "\"attributes\": {\"x\": \"1\", \"y\": \"1\", \"x\": \"2\"}|attributes: attribute \"x\" is given twice",
                "\"expires\": \"2030-12-31\"|expires: must be an instant such as \"2030-12-31T23:59:59Z\"",
                "\"session\": \"1 hour\"|session: must be a duration of one second or more, such as \"1h30m\"",
                "\"session\": \"999ms\"|session: must be a duration of one second or more, such as \"1h30m\"",
                "\"session\": 60|session: must be a text in quotes",
                "\"subs\": -2|subs: must be from -1 to 9223372036854775807",
                "\"subs\": 99999999999999999999|subs: must be from -1 to 9223372036854775807",
                "\"subs\": 1.5|subs: must be a whole number",
                "\"permissions\": []|permissions: must be an object",
                "\"permissions\": {\"publish\": {}}|permissions: unknown field \"publish\": did you mean \"pub\"?",
                "\"permissions\": {\"resp\": {\"expires\": 1}}|permissions.resp: unknown field \"expires\": the fields are max, ttl",
                "\"permissions\": {\"resp\": {\"max\": -2}}|permissions.resp.max: must be from -1 to 2147483647",
                "\"permissions\": {\"resp\": {\"ttl\": \"soon\"}}|permissions.resp.ttl: must be a duration such as \"2m\", or a whole number of nanoseconds",
                "\"src\": [\"10.0.0.0/33\"]|src: \"10.0.0.0/33\" is not an address range such as 10.0.0.0/8 or 2001:db8::/32",
                "\"src\": \"fe80::1%lo\"|src: \"fe80::1%lo\" has a zone (%...), which is the name of a network interface of one machine: leave it out, as in fe80::/10",
                "\"src\": [\"10.0.0.0/8\", \"fe80::%eth0/10\"]|src: \"fe80::%eth0/10\""
                        + " has a zone (%...), which is the name of a network interface of one machine: leave it out, as in fe80::/10",
                "\"src\": \"10.0.0.0/8,home\"|src: \"home\" is not an address range such as 10.0.0.0/8 or 2001:db8::/32",
                "\"src\": []|src: is an empty list: leave it out for any address",
                "\"times\": []|times: is an empty list: leave it out for always",
                "\"times\": {}|times: must be a list of objects",
                "\"times\": [{\"start\": \"08:00:00\"}]|times[0]: must have a start and an end as HH:MM:SS",
                "\"times\": [{\"start\": \"8\", \"end\": \"17:00:00\"}]|times[0]: \"8\" is not a time of the day as HH:MM:SS",
                "\"times_location\": \"Berlin\"|times_location: \"Berlin\" is not an IANA time zone such as Europe/Berlin or UTC",
                "\"allowed_connection_types\": [\"tcp\"]|allowed_connection_types[0]: \"tcp\" is none of standard, websocket, leafnode, leafnode_ws, mqtt, mqtt_ws, in_process",
                "\"allowed_connection_types\": [\"MQTT\"]|allowed_connection_types: MQTT without MQTT_WS cannot be enforced, since nats-server does not tell Gatehouse which of the two a connection is: list both, or neither",
                "\"allowed_connection_types\": []|allowed_connection_types: is an empty list: leave it out for any type of connection",
                "\"subs\": 1, \"subs\": 1|field \"subs\" is given twice"
            },
            delimiter = '|')
    void sayWhatToDo(String field, String mistake) {
        List<String> mistakes = mistakes("{\"bob\": {\"account\": \"APP\", " + field + "}}");

        assertThat(mistakes)
                .hasSize(1)
                .allSatisfy(text ->
                        assertThat(text).matches("users\\.json:1:\\d+: .*").endsWith("user \"bob\": " + mistake));
    }

    @Test
    void includeMoreGroupsAttributesAndCharactersThanAUserMayHave() {
        String groups = numbered(1_025, i -> "\"g" + i + "\"");
        String attributes = numbered(66, i -> "\"a" + i + "\": \"x\"");

        assertThat(mistakes("""
                {"bob": {"account": "APP",
                 "groups": [%s],
                 "attributes": {%s}},
                 "eve": {"account": "APP", "groups": "%s"}}
                """.formatted(groups, attributes, "x".repeat(1_025))))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("users.json:2:")
                                .endsWith("user \"bob\": groups: has 1025 values: it may have 1024"),
                        two -> assertThat(two)
                                .startsWith("users.json:3:")
                                .endsWith("attributes: attribute \"a64\" is one too many: a user may have 64"),
                        three -> assertThat(three).endsWith("attribute \"a65\" is one too many: a user may have 64"),
                        four -> assertThat(four)
                                .startsWith("users.json:4:")
                                .endsWith("user \"eve\": groups: a group must not be longer than 1024 characters"));
    }

    private static String numbered(int number, IntFunction<String> one) {
        return IntStream.range(0, number).mapToObj(one).collect(Collectors.joining(", "));
    }

    @Test
    void includeAnEmptyAllowListSinceTheServerTakesItForEverything() {
        assertThat(mistakes("{\"bob\": {\"account\": \"APP\", \"permissions\": {\"sub\": {\"allow\": []}}}}"))
                .singleElement()
                .asString()
                .contains("permissions.sub.allow: is an empty list")
                .contains("\"deny\": [\">\"]");
    }

    @Test
    void includeAUserThatIsGivenTwice() {
        assertThat(mistakes("{\"bob\": {\"account\": \"A\"},\n \"bob\": {\"account\": \"B\"}}"))
                .containsExactly("users.json:2:2: user \"bob\": is given twice");
    }

    @Test
    void includeNamesThatAreNone() {
        assertThat(mistakes("{\"\": {\"account\": \"A\"}, \"a\\u0000b\": {\"account\": \"A\"}}"))
                .containsExactly(
                        "users.json:1:2: user \"\": a user name must not be empty",
                        "users.json:1:24: user \"a\\u0000b\": a user name must not have control characters");
    }

    @Test
    void countColumnsInCharacters() {
        assertThat(mistakes("{\"Zoë\": {\"account\": \"Größe\", \"subs\": []}}"))
                .containsExactly("users.json:1:38: user \"Zoë\": subs: must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\ufeff"})
    void includeAnEmptyFile(String json) {
        assertThat(mistakes(json)).containsExactly("users.json: is empty: write {} for no users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1"})
    void includeAFileThatIsNoObject(String json) {
        assertThat(mistakes(json)).singleElement().asString().startsWith("users.json:1:1: must be an object of users");
    }

    @Test
    void includeWhatIsNoJson() {
        assertThat(mistakes("{\"a\": {\"account\": \"A\"},\n\"b\" {}}"))
                .singleElement()
                .asString()
                .startsWith("users.json:2:")
                .contains("a colon is missing before this");
        assertThat(mistakes("{\"a\": {\"account\": \"A\"}"))
                .singleElement()
                .asString()
                .contains("the file ends before");
        assertThat(mistakes("{} {}")).singleElement().asString().contains("something follows the users");
    }

    @Test
    void includeWhatIsNotUtf8() {
        assertThat(mistakes("{}".getBytes(StandardCharsets.UTF_16LE)))
                .singleElement()
                .asString()
                .contains("UTF-8");
        assertThat(mistakes("\ufeff{}".getBytes(StandardCharsets.UTF_16BE)))
                .singleElement()
                .asString()
                .contains("UTF-8");
        byte[] latin = "{\"Zoë\": {\"account\": \"A\"}}".getBytes(Charset.forName("ISO-8859-1"));
        assertThat(mistakes(latin))
                .containsExactly("users.json:1:5: this is not UTF-8 (the byte at offset 4): save the file as UTF-8");
        byte[] later = ("{\"Zoë\":\n {\"account\": \"A\", \"tags\": [\"" + "x".repeat(40_000) + "é")
                .getBytes(Charset.forName("ISO-8859-1"));
        later[4] = 'e';
        assertThat(mistakes(later).get(0)).startsWith("users.json:2:").doesNotContain("-1");
    }

    @Test
    void nameCommonFaultsOfJson() {
        assertThat(mistakes("{\"a\": {\"account\": \"A\",}}"))
                .containsExactly("users.json:1:23: a comma too many: JSON has none before a closing bracket");
        assertThat(mistakes("{\"a\": {\"account\": \"A\", \"tags\": [\"x\",]}}"))
                .containsExactly("users.json:1:37: a comma too many: JSON has none before a closing bracket");
        assertThat(mistakes("{\"a\": {\"account\": \"A\"},\n}"))
                .containsExactly("users.json:2:1: a comma too many: JSON has none before a closing bracket");
        assertThat(mistakes("{\n // the first\n\"a\": {\"account\": \"A\"}}"))
                .containsExactly("users.json:2:2: JSON has no comments: remove this one");
        assertThat(mistakes("{\"a\": {\"account\": \"A\"} /* b */}"))
                .first()
                .asString()
                .endsWith("remove this one");
        assertThat(mistakes("{\"a\": {\"account\": \"A\"}\n# b\n}"))
                .first()
                .asString()
                .endsWith("remove this one");
        assertThat(mistakes("{\"a\": {\"account\": \"A\" \"tags\": \"x\"}}"))
                .singleElement()
                .asString()
                .endsWith("a comma is missing before this");
        assertThat(mistakes("{\"a\" {\"account\": \"A\"}}"))
                .singleElement()
                .asString()
                .endsWith("a colon is missing before this");
        assertThat(mistakes("{'a': {}}")).singleElement().asString().endsWith("JSON has double quotes only");
    }

    @Test
    void tellFilesOfOtherServicesInOneLine() {
        String goCased = IntStream.range(0, 200)
                .mapToObj(i -> "\"u" + i + "\": {\"Pass\": \"x\", \"Account\": \"A\"}")
                .collect(Collectors.joining(", "));
        assertThat(mistakes("{" + goCased + "}"))
                .containsExactly(
                        "users.json:1:9: user \"u0\": field \"Pass\" has capital letters, as services written in"
                                + " Go take them, and so have 399 more fields: here all fields are in lower case, as pass and"
                                + " account");
        assertThat(mistakes("{\"users\": [{\"user\": \"alice\"}, {\"user\": \"bob\"}]}"))
                .singleElement()
                .asString()
                .startsWith(
                        "users.json:1:2: this is another service's format, with the users in a list below \"users\"");
        assertThat(mistakes("{\"users\": {\"alice\": {\"pass\": \"x\"}, \"bob\": {}}}"))
                .singleElement()
                .asString()
                .startsWith("users.json:1:12: this is another service's format, with users such as \"alice\" below");
        assertThat(mistakes("{\"b\": {\"account\": \"A\", \"permission\": {}}}"))
                .singleElement()
                .asString()
                .endsWith("did you mean \"permissions\"?");
    }

    @Test
    void includeWhatIsTooLongOrTooDeep() {
        assertThat(mistakes("{\"bob\": {\"account\": \"" + "a".repeat(20_000) + "\"}}"))
                .singleElement()
                .asString()
                .contains("too long or too deep");
        assertThat(mistakes("{\"bob\": {\"x\": " + "[".repeat(10_000)))
                .last()
                .asString()
                .contains("too long or too deep");
    }

    /** A file with a hole, of no size on the disk. */
    @Test
    void includeWhatIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("users.json");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'{'}), UsersJson.MAX_BYTES);
        }

        assertThatThrownBy(() -> UsersFile.read(file)).hasMessageContaining("users.json: is larger than 256 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bob\": {\"pass\": hunter2}}",
                "{\"bob\": {\"pass\": 'hunter2'}}",
                "{\"bob\": {\"pass\": \"hunter2}}",
                "{\"bob\": {\"pass\": \"hunter2\u0001\"}}",
                "{\"bob\": {\"pass\": \"$2a$10$hunter2\", \"account\": \"A\"}}",
                "{\"bob\": {\"pass\": \"$argon2id$v=19$hunter2\", \"account\": \"A\"}}",
                "{\"bob\": {\"pass\": \"$6$hunter2$x\", \"account\": \"A\"}}",
                "{\"bob\": {\"pass\": [\"hunter2\"], \"account\": \"A\"}}",
                "{\"bob\": \"hunter2\"}"
            })
    void neverShowAPassword(String json) {
        UsersFileException e = failure(json.getBytes(StandardCharsets.UTF_8));

        assertThat(e.toString()).doesNotContain("hunter2").contains("users.json");
        assertThat(e.getCause()).isNull();
    }

    @Test
    void includeAFileThatIsNotThere(@TempDir Path folder) {
        Path path = folder.resolve("users.json");

        assertThatThrownBy(() -> UsersFile.read(path))
                .isInstanceOf(UsersFileException.class)
                .hasMessage(path + ": there is no such file");
        assertThatThrownBy(() -> UsersFile.read(folder)).hasMessageStartingWith(folder + ": cannot be read");
    }

    private static List<String> mistakes(String json) {
        return mistakes(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> mistakes(byte[] json) {
        return failure(json).mistakes();
    }

    private static UsersFileException failure(byte[] json) {
        return catchThrowableOfType(UsersFileException.class, () -> UsersFile.parse("users.json", json));
    }
}
