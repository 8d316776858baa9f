package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.SecretSource;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.config.ShownValues;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.SecretCases.SecretCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A canary in every key that can hold a secret, given by the file, by a variable and by an option, as it should be and with every
 * mistake: no message, no {@code toString} and no value that the page shows has it. The keys tell themselves that they can hold a
 * secret, so that a new one is tried without a line here, or fails because nobody has said what a canary of it is like.
 */
class SecretKeysTest {
    /** What is called so is a secret, or a file that has one. */
    private static final String CALLED_SECRET =
            ".*(^|[._])(password|token|secret|seed|nkey|creds|signing_key|hmac_key|key)(_file)?";

    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);

    @TempDir
    private Path dir;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(dir.resolve("users.json"), "{}");
        Files.writeString(dir.resolve("cert.pem"), Canary.CERTIFICATE.pem());
        Files.writeString(dir.resolve("service.token"), "a-token");
    }

    static List<SecretCase> cases() {
        return SecretCases.all();
    }

    @Test
    void everyKeyThatIsCalledASecretIsMarkedAsOne() {
        Stream<Placed> all = SettingsLoader.keys(SecretCases.TYPES).stream();

        assertThat(all.filter(placed -> placed.path().matches(CALLED_SECRET))
                        .filter(placed -> !placed.key().words().matches("(true|public) .*"))
                        .filter(placed -> !placed.key().holdsSecret())
                        .map(Placed::path))
                .isEmpty();
        assertThat(cases()).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSecretIsTakenAndShownNowhere(SecretCase one) throws Exception {
        Canary canary = Canary.of(one, dir);

        GatehouseSettings settings = load(one, canary.value());

        assertThat(settings.secrets())
                .extracting(SecretSource::path)
                .as("what is noted as a secret is of a key that says so")
                .allMatch(path -> isMarked(path, one));
        assertThat(texts(settings)).noneMatch(text -> text.contains(canary.sign()));
    }

    /** Whoever sees the word for the configuration cannot try with it whether a guess of the secret is right. */
    @ParameterizedTest
    @MethodSource("cases")
    void theWordForTheConfigurationDoesNotDependOnIt(SecretCase one) throws Exception {
        Canary canary = Canary.of(one, dir);

        assertThat(revision(one, canary.value()))
                .isEqualTo(revision(one, canary.other().value()));
    }

    private String revision(SecretCase one, String value) throws IOException {
        return load(one, value).source().revision();
    }

    private GatehouseSettings load(SecretCase one, String value) throws IOException {
        return one.isOption()
                ? loader(Map.of()).set(one.path(), value).load(write(base(one)))
                : loader(Map.of()).load(write(with(one, quoted(value))));
    }

    private static boolean isMarked(String path, SecretCase one) {
        return path.equals(one.path()) || one.needs().containsKey(path) || path.equals("issuer.seed");
    }

    @Tag("heavy")
    @ParameterizedTest
    @MethodSource("cases")
    void noMistakeInTheFileRepeatsIt(SecretCase one) throws Exception {
        Canary canary = Canary.of(one, dir);
        String value = canary.value();
        for (String raw : mistakes(value)) {
            assertHidden(canary, raw, loader(Map.of()), with(one, raw));
        }
        Map<String, String> inItsSection = base(one);
        inItsSection.keySet().removeIf(key -> !one.before().isEmpty() && key.startsWith(one.before()));
        if (!one.before().isEmpty()) {
            inItsSection.put(one.before().replaceAll("\\.$", ""), quoted(value));
            assertHidden(canary, "in the place of its section", loader(Map.of()), inItsSection);
        }
        Map<String, String> mistyped = base(one);
        mistyped.put(one.path() + "x", quoted(value));
        assertHidden(canary, "in a key that there is not", loader(Map.of()), mistyped);
    }

    static List<SecretCase> files() {
        return cases().stream().filter(one -> one.word().endsWith("_file")).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aSecretInThePlaceOfItsFileIsNotRepeated(SecretCase one) throws Exception {
        Canary canary = Canary.itself();

        assertHidden(canary, "in the place of its file", loader(Map.of()), with(one, quoted(canary.value())));
    }

    /** YAML that is none repeats nothing of it, whatever key the value is of. */
    @Test
    void noMistakeInYamlRepeatsIt() throws Exception {
        SecretCase password = cases().stream()
                .filter(one -> one.path().equals("nats.password"))
                .findFirst()
                .orElseThrow();
        Canary canary = Canary.itself();
        for (String raw : slips(canary.value())) {
            assertHidden(canary, raw, loader(Map.of()), with(password, raw));
        }
    }

    /** What is written in place of a value. */
    private static List<String> mistakes(String value) {
        return List.of(
                "['" + value + "', '" + value + "']",
                "['" + value + "', ['" + value + "']]",
                "{'" + value + "': '" + value + "'}",
                "\"" + value + "\\x01\"",
                "\"" + value + "\\n" + value + "\"",
                "' " + value + " '",
                "'" + value + value + "'",
                "'" + value.substring(0, value.length() - 2) + "'",
                "'" + value + "x'",
                "'" + value.replaceAll("[@:]", "") + "'",
                "'" + value.replace("127.0.0.1", "[127.0.0.1").replaceFirst("^http://", "ftp://") + "'");
    }

    /** Quotes that are missing or too many. */
    private static List<String> slips(String value) {
        List<String> all = new ArrayList<>(List.of(
                "{" + value + "}",
                value + ": " + value,
                "- " + value,
                "'" + value + "' '" + value + "'",
                "'" + value,
                "\"" + value,
                "\"\\q" + value + "\"",
                "!" + value + "!" + value));
        for (String first : List.of("*", "&", "!", "!!", "%", "@", "`", "|", ">", "? ", "]", "}", ",", "#")) {
            all.add(first + value);
        }
        return all;
    }

    @Tag("heavy")
    @ParameterizedTest
    @MethodSource("cases")
    void noMistakeInAVariableOrAnOptionRepeatsIt(SecretCase one) throws Exception {
        Canary canary = Canary.of(one, dir);
        String value = canary.value();
        String variable =
                "GATEHOUSE_" + one.path().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        for (String given : List.of(value, value + "\u0001", value.substring(0, value.length() - 2))) {
            assertHidden(canary, "variable", loader(Map.of(variable, given)), base(one));
            assertHidden(canary, "option", loader(Map.of()).set(one.path(), given), base(one));
        }
        assertHidden(canary, "mistyped variable", loader(Map.of(variable + "X", value)), base(one));
    }

    private void assertHidden(Canary canary, String how, SettingsLoader loader, Map<String, String> raw)
            throws Exception {
        Path file = write(raw);
        List<String> texts;
        try {
            texts = texts(loader.load(file));
        } catch (ConfigException e) {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all, true));
            texts = new ArrayList<>(e.problems());
            texts.add(all.toString());
        }
        assertThat(texts).as(how).isNotEmpty().noneMatch(text -> text.contains(canary.sign()));
    }

    /** All that can be made visible of settings. */
    private static List<String> texts(GatehouseSettings settings) throws IllegalAccessException {
        List<String> texts = ObjectTexts.of(settings);
        SettingsSource source = settings.source();
        ShownValues.of(source.values(), source.keys(), path -> true).forEach(shown -> texts.add(shown.toString()));
        texts.addAll(settings.warnings());
        return texts;
    }

    private SettingsLoader loader(Map<String, String> environment) {
        return new SettingsLoader(environment, dir, SecretCases.TYPES);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }

    private static Map<String, String> with(SecretCase one, String raw) {
        Map<String, String> all = base(one);
        all.put(one.path(), raw);
        return all;
    }

    /** The least that is needed for the key, without it. */
    private static Map<String, String> base(SecretCase one) {
        Map<String, String> all = new HashMap<>();
        all.put("issuer.seed", quoted(ISSUER.seed()));
        all.put("directories.users.type", "file");
        all.put("directories.users.path", "users.json");
        one.needs().forEach((key, value) -> all.put(key, quoted(value)));
        all.remove(one.path());
        return all;
    }

    /** A file with these values, as they are written in YAML. */
    private Path write(Map<String, String> raw) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        new TreeMap<>(raw).forEach((path, value) -> put(root, List.of(path.split("\\.")), value));
        StringBuilder yaml = new StringBuilder();
        append(yaml, root, "");
        return Files.writeString(dir.resolve("gatehouse.yaml"), yaml);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> section, List<String> path, String value) {
        String first = path.get(0);
        if (path.size() == 1 || section.get(first) instanceof String) {
            section.put(first, value);
        } else {
            put(
                    (Map<String, Object>) section.computeIfAbsent(first, name -> new LinkedHashMap<String, Object>()),
                    path.subList(1, path.size()),
                    value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void append(StringBuilder yaml, Map<String, Object> section, String indent) {
        section.forEach((name, value) -> {
            yaml.append(indent).append(name).append(':');
            if (value instanceof String raw) {
                yaml.append(' ').append(raw).append('\n');
            } else {
                yaml.append('\n');
                append(yaml, (Map<String, Object>) value, indent + "  ");
            }
        });
    }
}
