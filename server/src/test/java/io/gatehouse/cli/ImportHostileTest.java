package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.passwords.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd and hostile files of other services: what is imported never grants more than they do. */
class ImportHostileTest {
    private static final String BROKER = """
            idp:
            - description: okta
              issuer_url: https://login.example.com
              client_id: nats
            rbac:
              user_accounts:
              - {name: APP, public_key: ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA, signing_nkey: '{{ readFile "$KEY" }}'}
              role_binding:
              - {user_account: APP, roles: [r], match: [{claim: team, value: a}]%s}
              roles:
              - {name: r, permissions: {pub: {allow: [a]}, sub: {allow: [b]}}, limits: {%s}}
            """;

    private static final String MOSQUITTO = """
            auth_opt_backends files
            auth_opt_files_password_path passwords
            """;

    private static final String EMQX = """
            authentication = [{
              mechanism = jwt, use_jwks = true, %s
              verify_claims { iss = "https://login.example.com", aud = nats }
            }]
            """;

    @TempDir
    private Path dir;

    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        cli = new Cli(dir);
        Files.writeString(dir.resolve("passwords"), "m:" + PasswordHashing.bcrypt("x", 4) + "\r\n");
    }

    private int run(String content, String format, String... options) throws Exception {
        Files.writeString(dir.resolve("source"), content);
        List<String> all = new ArrayList<>(List.of("import", "source", "--from", format));
        all.addAll(Arrays.asList(options));
        return cli.run(all.toArray(String[]::new));
    }

    private String written(String file) throws Exception {
        return Files.readString(dir.resolve("imported").resolve(file));
    }

    /** nats-server goes through the keys of a block by chance, and one of them may be the wider one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permissions: {}, Permissions: {publish: a}",
                "permissions: {}, permission: {publish: a}",
                "permissions: {publish: \">\", pub: a}",
                "permissions: {publish: {allow: \">\", Allow: a}}",
                "clients: [STANDARD, WEBSOCKET], allowed_connection_types: [STANDARD]"
            })
    void takesNeitherOfTwoNamesOfOneSetting(String settings) throws Exception {
        assertThat(run("authorization { users: [{user: u, password: p, " + settings + "}] }", "nats-server"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("are one setting");
        assertThat(dir.resolve("imported")).doesNotExist();
    }

    @Test
    void anAccountThatIsCalledLikeAllOfThemOpensNone() throws Exception {
        assertThat(run("""
                accounts {
                  "*": {users: [{user: x, password: p}]}
                  "${HOME}": {users: [{user: y, password: p}]}
                }
                """, "nats-server")).isZero();
        assertThat(written("gatehouse.yaml")).contains("allowed_accounts: [\"$${HOME}\"]");
        assertThat(written("users.json")).doesNotContain("\"x\"");
        assertThat(cli.out()).contains("accounts.*: users of an account of this name are left out");
    }

    @Test
    void namesWithWildcardsAreNames() throws Exception {
        assertThat(run(
                        "authorization { users: [{user: \"*\", password: p, permissions: {publish: a}}, {user: \">\", password: q}] }",
                        "nats-server"))
                .isZero();
        assertThat(written("users.json"))
                .contains("\"*\": {\"account\":\"$G\",\"permissions\":{\"pub\":{\"allow\":[\"a\"]}}");
        assertThat(written("gatehouse.yaml")).doesNotContain("rules");
    }

    @Test
    void includesInACircleEndInASentence() throws Exception {
        Files.writeString(dir.resolve("b.conf"), "include source\n");
        assertThat(run("include b.conf\nauthorization { users: [{user: u, password: p}] }\n", "nats-server"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("includes itself");
    }

    /** As editors of other systems write them. */
    @Test
    void takesAMarkOfTheByteOrderAndEndsOfLinesOfWindows() throws Exception {
        String hash = PasswordHashing.bcrypt("x", 4);
        assertThat(run("\uFEFFanna:" + hash + "\r\nanna:" + hash + "\r\nbob", "htpasswd", "--account", "APP"))
                .isZero();
        assertThat(written("users.json")).contains("\"anna\"", hash + "\"");
        assertThat(written("users.json").replace(hash, "")).doesNotContain("bob", "\\r");
        assertThat(cli.out()).contains("line 2: user \"anna\": is there twice", "line 3: line 3: is not a name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subs: ten",
                "payload: 1KB",
                "times: [{start: '08:00:00', end: '17:00:00'}]",
                "locale: Europe/Berlin"
            })
    void aLimitThatCannotBeSaidLeavesItsUsersOut(String limit) throws Exception {
        assertThat(run(BROKER.formatted("", limit), "nats-iam-broker")).isNotEqualTo(2);
        assertThat(cli.out()).contains("would be bounded less than by " + limit.split(":", 2)[0]);
        assertThat(written("gatehouse.yaml")).doesNotContain("rules");
    }

    @Test
    void aSessionWhoseLengthIsNotKnownLeavesItsUsersOut() throws Exception {
        assertThat(run(BROKER.formatted(", token_max_expiration: soon", ""), "nats-iam-broker"))
                .isNotEqualTo(2);
        assertThat(cli.out()).contains("token_max_expiration is no duration");
        assertThat(written("gatehouse.yaml")).doesNotContain("rules");
    }

    /** They may hold what bounds the rights of users. */
    @ParameterizedTest
    @ValueSource(strings = {"include_dir conf.d", "acl_file acls"})
    void filesThatAreNotReadKeepUsersFromEverything(String line) throws Exception {
        assertThat(run(MOSQUITTO, "mosquitto-go-auth", "--account", "MQTT", "--out", "open"))
                .isZero();
        assertThat(dir.resolve("open/users.json")).content().contains("\"allow\":\">\"");

        assertThat(run(MOSQUITTO + line + "\r\n", "mosquitto-go-auth", "--account", "MQTT"))
                .isZero();
        assertThat(written("users.json")).contains("\"deny\":\">\"").doesNotContain("allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enable = ${?JWT_ENABLED}",
                "verify_claims { role = ${ROLE} }",
                "from = ${where}",
                "verify_claims = ${claims}"
            })
    void anAuthenticatorThatIsNotWhollyKnownIsLeftOut(String setting) throws Exception {
        assertThat(run(EMQX.formatted(""), "emqx", "--account", "A", "--out", "whole"))
                .isZero();
        assertThat(run(EMQX.formatted(setting + ","), "emqx", "--account", "A")).isEqualTo(1);
        assertThat(cli.out()).contains("is left out, since some of its values are not known");
        assertThat(dir.resolve("imported")).doesNotExist();
    }

    @Test
    void whatIsCutOffIsNoneOfThem() throws Exception {
        for (String format : List.of("nats-server", "nats-iam-broker", "emqx")) {
            assertThat(run("authorization { users: [{user: u, password: \"p", format, "--account", "A"))
                    .as(format)
                    .isEqualTo(1);
        }
        Files.write(dir.resolve("source"), "auth_opt_backends fi\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(cli.run("import", "source", "--from", "mosquitto-go-auth", "--account", "A"))
                .isEqualTo(1);
        assertThat(dir.resolve("imported")).doesNotExist();
    }
}
