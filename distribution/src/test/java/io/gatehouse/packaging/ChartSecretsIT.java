package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Helm chart does with secrets that it is given in the wrong place, and with the token for admin requests. */
@NeedsTool("helm")
@Tag("full")
class ChartSecretsIT {
    private static final Path REFERENCE = Path.of("../docs/reference/configuration.md");
    private static final Pattern KEY = Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final String SEED = "SU" + "A".repeat(56);

    @TempDir
    private Path folder;

    /** The keys of the reference whose values are secrets, with a name in the place of each {@code *}. */
    static List<String> secrets() throws IOException {
        List<String> keys = KEY.matcher(Files.readString(REFERENCE))
                .results()
                .filter(row -> row.group(2).equals("secret text"))
                .map(ChartSecretsIT::named)
                .distinct()
                .toList();
        assertThat(keys).hasSizeGreaterThan(20);
        return keys;
    }

    /** The keys of the reference that name a file with a seed, or have the seed itself. */
    static List<String> seeds() throws IOException {
        List<String> keys = KEY.matcher(Files.readString(REFERENCE))
                .results()
                .filter(row -> row.group(2).startsWith("key file or seed"))
                .map(ChartSecretsIT::named)
                .distinct()
                .toList();
        assertThat(keys).hasSizeGreaterThan(5);
        return keys;
    }

    private static String named(MatchResult row) {
        return row.group(1).replace("*", "one");
    }

    private Finished template(String config, String... more) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), config);
        String[] words = new String[more.length + 5];
        words[0] = "template";
        words[1] = "gate";
        words[2] = Chart.FOLDER.toString();
        words[3] = "--set-file";
        words[4] = "config=" + file;
        System.arraycopy(more, 0, words, 5, more.length);
        return Chart.helm(words);
    }

    /** Block style, a level for each part of the key. */
    private static String config(List<String> keys, String value) {
        StringBuilder config = new StringBuilder();
        String[] above = {};
        for (String key : keys.stream().sorted().toList()) {
            String[] parts = key.split("\\.", -1);
            int same = 0;
            while (same < Math.min(above.length, parts.length) - 1 && above[same].equals(parts[same])) {
                same++;
            }
            for (int level = same; level < parts.length; level++) {
                config.append("  ".repeat(level)).append(parts[level]).append(":");
                config.append(level == parts.length - 1 ? " " + value + "\n" : "\n");
            }
            above = parts;
        }
        return config.toString();
    }

    @Test
    void noSecretOfTheReferenceGoesIntoTheConfigMap() throws Exception {
        String told = template(config(secrets(), "hush")).bad();

        assertThat(secrets())
                .allSatisfy(key -> assertThat(told)
                        .contains(
                                key.contains(".headers.")
                                        ? "- " + key + ": give ${NAME}"
                                        : "- " + key + ": give " + key + "_file\n"));
        assertThat(told).doesNotContain("hush");
    }

    @Test
    void noSeedDoes() throws Exception {
        String told = template(config(seeds(), "[a.nk, " + SEED + "]")).bad();

        assertThat(seeds()).allSatisfy(key -> assertThat(told).contains("- " + key + ": give the name of a file"));
        assertThat(told).doesNotContain(SEED);
        assertThat(template("accounts: APP1:" + SEED).bad()).contains("- accounts: give");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats: {url: 'nats://gate:hush@n:4222'}",
                "nats: {url: 'nats://m, tls://hush@n'}",
                "directories: {sql: {url: 'postgresql://gate:hush@db/users'}}",
                "directories: {own: {type: own, api_token: hush}}",
                "nats: {password: 'hush $${x}'}"
            })
    void noLoginDoes(String config) throws Exception {
        assertThat(template(config).bad()).contains("ConfigMap").doesNotContain("hush");
    }

    /** As a map, too. */
    @Test
    void itIsTheSameWithValues() throws Exception {
        assertThat(Chart.helm("template", "gate", Chart.FOLDER.toString(), "--set", "config.nats.password=hush")
                        .bad())
                .contains("nats.password_file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats: {url: 'nats://n:4222', password: '${PASSWORD}', nkey: service.nk}",
                "directories: {token: {type: token, path: tokens.json, with_password: true}}",
                "directories: {sql: {url: 'postgresql://gate@db/users', password_check: hash}}",
                "directories: {keys: {keys: {joe: {nkey: UCNGL4W5QX66CFX6A6DCBVDH5VOHMI7B2UZZU7TXAUQQSI2JPHULCKBR}}}}",
                "directories: {oidc: {issuer: {claim_validation_rules: {token: access}}}}",
                "rules: {one: {if: {attribute: {token: 'yes'}}, give: {account: A}}}"
            })
    void whatIsNoSecretIsTaken(String config) throws Exception {
        assertThat(template(config).good()).contains(config);
    }

    @Test
    void aVariableWithASecretComesFromASecret() throws Exception {
        String values = "env:\n  - name: GATEHOUSE_NATS_PASSWORD\n    ";
        Path file = folder.resolve("values.yaml");

        Files.writeString(file, values + "value: hush\n");
        assertThat(template("nats: {user: gate}", "-f", file.toString()).bad())
                .contains("GATEHOUSE_NATS_PASSWORD", "valueFrom")
                .doesNotContain("hush");

        Files.writeString(file, values + "valueFrom: {secretKeyRef: {name: gatehouse, key: password}}\n");
        assertThat(template("nats: {user: gate}", "-f", file.toString()).good()).contains("secretKeyRef");
    }

    @Test
    void metricsDoNotHaveThePortOfAdminRequests() throws Exception {
        String port = "http.port=9465";
        assertThat(arguments("http: {admin_token_file: admin.token}")).endsWith("--http", "0.0.0.0:9464");
        assertThat(template("http: {admin_token_file: admin.token}", "--set", port)
                        .bad())
                .contains("http.port: 9465 is where admin requests are served");
        assertThat(template("http: {admin_token: '${TOKEN}'}", "--set", port).bad())
                .contains("http.port");
        assertThat(template("http: {}", "--set", port, "--set", "env[0].name=GATEHOUSE_HTTP_ADMIN_TOKEN")
                        .bad())
                .contains("http.port");
        assertThat(arguments("http: {admin_token_file: admin.token, admin_listen: '127.0.0.1:9999'}", "--set", port))
                .endsWith("0.0.0.0:9465");
        assertThat(arguments("nats: {url: 'nats://n'}", "--set", port)).endsWith("0.0.0.0:9465");
    }

    private List<String> arguments(String config, String... more) throws IOException, InterruptedException {
        return Chart.object(template(config, more).good(), "Deployment")
                .at("spec", "template", "spec", "containers", 0, "args")
                .texts();
    }
}
