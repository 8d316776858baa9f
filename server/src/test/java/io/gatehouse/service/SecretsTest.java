package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are taken as they are, or it is said what is wrong with them, and never what they are. */
class SecretsTest {
    private static final SigningKey AUTH = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String MINIMAL =
            "issuer: {seed: AUTH.nk}\ndirectories: {users: {type: file, path: users.json}}\n";
    private static final String FROM_FILE = MINIMAL + "nats: {user: u, password_file: pw}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(dir.resolve("AUTH.nk"), AUTH.seed());
        Files.setPosixFilePermissions(dir.resolve("AUTH.nk"), PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"pw\",\"pw\"",
                "\"pw\n\",\"pw\"",
                "\"pw\r\n\",\"pw\"",
                "\"pw \",\"pw \"",
                "\" pw\",\" pw\"",
                "\" pw \n\",\" pw \"",
                "\"\ufeffpw\n\",\"pw\"",
                "\"\u00a0pw\",\"\u00a0pw\""
            })
    void aFileLosesOneLineEndAndNothingElse(String content, String password) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8));

        assertThat(load(FROM_FILE).nats().login())
                .isInstanceOfSatisfying(
                        Login.UserPassword.class,
                        login -> assertThat(login.password().reveal()).isEqualTo(password));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"hunter2\n\n\",line feed (U+000A)",
                "\"hunter2\r\",carriage return (U+000D)",
                "\"hunter2\t\",tab (U+0009)",
                "\"hun\u0000ter2\",control character (U+0000)",
                "\"hun\u0085ter2\",control character (U+0085)",
                "\"\n\",is empty"
            })
    void aFileWithControlCharactersIsAMistakeThatNamesThem(String content, String words) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8));

        assertThat(problems(FROM_FILE))
                .singleElement()
                .asString()
                .startsWith("gatehouse.yaml:3:32: nats.password_file: the file ")
                .contains(words)
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsNotUtf8IsAMistake() throws IOException {
        write("pässword".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(FROM_FILE)).singleElement().asString().contains("is not UTF-8 text");
        write("\ufeffpassword".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problems(FROM_FILE)).singleElement().asString().contains("is not UTF-8 text");
    }

    @Test
    void aVariableWithAControlCharacterIsAMistakeThatNamesIt() {
        environment.put("GATEHOUSE_NATS_PASSWORD", "hunter2\r");

        assertThat(problems(MINIMAL + "nats: {user: u}\n"))
                .containsExactly("environment variable GATEHOUSE_NATS_PASSWORD: nats.password: has a carriage return"
                        + " (U+000D) as character 8 of 8; write the secret without it");
    }

    @Test
    void yamlWithAControlCharacterIsAMistakeThatNamesIt() {
        assertThat(problems(MINIMAL + "nats: {token: \"hunter2\\r\"}\n"))
                .containsExactly("gatehouse.yaml:3:15: nats.token: has a carriage return (U+000D) as character 8 of 8;"
                        + " write the secret without it");
    }

    @Test
    void anEmptyPasswordIsAMistake() {
        assertThat(problems(MINIMAL + "nats: {user: u, password: \"\"}\n"))
                .containsExactly("gatehouse.yaml:3:27: nats.password: is empty; write the secret, or remove the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", ""})
    void nullIsAMistakeAndNeverTheDefault(String nothing) {
        assertThat(problems(MINIMAL + "nats:\n  user: u\n  password: " + nothing + "\n"))
                .contains("gatehouse.yaml:5:3: nats.password: has no value; write one, or remove the key");
        assertThat(problems(MINIMAL + "nats:\n  url: " + nothing + "\n"))
                .containsExactly("gatehouse.yaml:4:3: nats.url: has no value; write one, or remove the key");
        assertThat(problems(MINIMAL + "nats:\n  urrl: " + nothing + "\n"))
                .singleElement()
                .asString()
                .contains("unknown key");
    }

    @Test
    void nullInAListIsAMistake() {
        assertThat(problems(MINIMAL + "nats:\n  url: [nats://a, null]\n"))
                .singleElement()
                .asString()
                .contains("nats.url: an item of the list has no value");
    }

    @Test
    void aSectionMayBeEmpty() throws IOException {
        assertThat(load(MINIMAL + "nats:\nlog:\n").operatorMode()).isFalse();
    }

    @Test
    void credentialsInAnotherEncodingAreAMistake() throws IOException {
        String yaml = MINIMAL + "nats: {creds: service.creds}\n";
        Path creds = dir.resolve("service.creds");

        Files.write(creds, "\ufeff-----BEGIN".getBytes(StandardCharsets.UTF_8));
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .contains("nats.creds: the file", "byte order mark (U+FEFF)");
        Files.write(creds, "\ufeff-----BEGIN".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problems(yaml)).singleElement().asString().contains("is not UTF-8");
        Files.write(creds, "-----BEGIN".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problems(yaml)).singleElement().asString().contains("is not UTF-8 but UTF-16");
        Files.write(creds, "-----BEGIN".getBytes(StandardCharsets.UTF_8));
        assertThat(load(yaml).nats().login()).isEqualTo(new Login.Creds(creds));
    }

    @Test
    void filesThatOthersMayWriteAreTold() throws IOException {
        Path users = Files.writeString(dir.resolve("users.json"), "{}");
        assertThat(load(MINIMAL).writable()).isEmpty();

        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(load(MINIMAL).writable()).singleElement().satisfies(access -> {
            assertThat(access.everybody()).isTrue();
            assertThat(access.message()).contains("users.json", "everybody");
        });
        Files.setPosixFilePermissions(dir.resolve("gatehouse.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(load(MINIMAL).writable()).hasSize(2);
    }

    @Test
    void aSecretInAFileThatOthersMayReadIsTold() throws IOException {
        String yaml = MINIMAL + "nats: {token: abc}\n";
        load(yaml);
        Files.setPosixFilePermissions(dir.resolve("gatehouse.yaml"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load(yaml).warnings())
                .singleElement()
                .asString()
                .contains("gatehouse.yaml holds a secret", "(rw-r--r--)", "chmod 600", "nats.token");
        Files.setPosixFilePermissions(dir.resolve("gatehouse.yaml"), PosixFilePermissions.fromString("rw-------"));
        assertThat(load(yaml).warnings()).isEmpty();
    }

    private void write(byte[] content) throws IOException {
        Path file = Files.write(dir.resolve("pw"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, environment).load(yaml);
    }

    private List<String> problems(String yaml) {
        return new SettingsFolder(dir, environment).problems(yaml);
    }
}
