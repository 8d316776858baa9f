package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Configurations that cannot be used, each with a directory that nobody gets to see, while a user logs in 200 times a second; none of these
 * logins is lost.
 */
@AgainstNatsServer
@Tag("heavy")
class ConfigReloadRefusedIT {
    private static final SigningKey ACCOUNT = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey USER = SigningKey.generate(NkeyKind.USER);
    private static final String PLACE = "gatehouse.yaml:\\d+:\\d+: ";

    private static PacedReloads staff() throws Exception {
        return PacedReloads.open(PacedReloads.staff(Stage.config()));
    }

    /** Text that cannot be used, by what the log says of it. */
    private static void refuseAll(PacedReloads reloads, Map<String, String> bad) throws Exception {
        for (Map.Entry<String, String> one : bad.entrySet()) {
            reloads.refuse(one.getKey(), one.getKey(), () -> reloads.replace(one.getValue()));
        }
    }

    @Test
    void whatIsNoConfigurationChangesNothing() throws Exception {
        try (PacedReloads reloads = staff()) {
            String changed = reloads.with(PacedReloads.DEVICES);
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put(PLACE + "is not valid YAML", "nats: [a\n");
            bad.put(
                    "gatehouse.yaml:1:1: direktories: unknown key; did you mean directories",
                    "direktories: {}\n" + changed);
            bad.put("gatehouse.yaml:1:14: cache.ttl: 'soon'", "cache: {ttl: soon}\n" + changed);
            bad.put(
                    PLACE + "issuer.seed: no such key file: .*none.nk",
                    changed.replaceFirst("(issuer:\\n  seed: ).*", "$1keys/none.nk"));
            bad.put(
                    "gatehouse.yaml:\\d+:3: directories.devices: is given twice",
                    reloads.with(PacedReloads.DEVICES + PacedReloads.DEVICES));
            bad.put(
                    "gatehouse.yaml:\\d+:\\d+: directories.devices.path: the environment variable NO_SUCH_FOLDER is not set",
                    changed.replace("devices.json", "${NO_SUCH_FOLDER}/devices.json"));
            bad.put(
                    "accounts make this operator mode",
                    changed.replaceFirst("  allowed_accounts: .*\\n", "") + "accounts: {X: {id: "
                            + ACCOUNT.publicKey().text() + ", signing_key: " + ACCOUNT.seed() + "}}\n");
            refuseAll(reloads, bad);
        }
    }

    @Test
    void aFileThatIsGoneTornOrEmptyChangesNothing() throws Exception {
        try (PacedReloads reloads = staff()) {
            Path file = reloads.file();
            String changed = reloads.with(PacedReloads.DEVICES);
            reloads.refuse("no file", "gatehouse.yaml: no such file", () -> Files.delete(file));
            reloads.refuse(
                    "a write that ends in the middle",
                    "gatehouse.yaml",
                    () -> Files.writeString(
                            file, changed.substring(0, reloads.yaml().indexOf("directories:") + 30)));
            reloads.refuse("an empty file", "issuer.seed: is missing", () -> Files.writeString(file, ""));
            reloads.refuse("a file that cannot be read", "gatehouse.yaml: cannot be read again", () -> {
                Files.delete(file);
                Files.createDirectory(file);
            });
        }
    }

    @Test
    void rulesAndTemplatesThatCannotBeUsedChangeNothing() throws Exception {
        try (PacedReloads reloads = staff()) {
            String rule = reloads.with(PacedReloads.DEVICES) + "rules:\n  odd:\n    ";
            String give = rule + "give: {account: APP2, permissions: {pub: {allow: '%s'}}}\n";
            String allow = PLACE + "rules.odd.give.permissions.pub.allow: .*";
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put(
                    PLACE + "rules.odd.if.grop: unknown key; did you mean .*group",
                    rule + "if: {grop: staff}\n    give: {refuse: true}\n");
            bad.put(
                    PLACE + "rules.odd.if.directory: there is no directory \"device\"; did you mean devices",
                    rule + "if: {directory: device}\n    give: {refuse: true}\n");
            bad.put(
                    PLACE + "rules.odd.if.source: .*10.0.0.0/99",
                    rule + "if: {source: 10.0.0.0/99}\n    give: {refuse: true}\n");
            bad.put(
                    PLACE + "rules.odd.give.account: has no use beside refuse",
                    rule + "give: {refuse: true, account: APP2}\n");
            bad.put(PLACE + "rules.odd.give: .*", rule + "if: {user: anna}\n");
            bad.put(allow + "calls nickname, which is no function", give.formatted("to.{{nickname()}}"));
            bad.put(allow + "\\{\\{ without", give.formatted("to.{{name()"));
            bad.put(allow + "certificates have no field cm", give.formatted("to.{{certificate(cm)}}"));
            refuseAll(reloads, bad);
        }
    }

    @Test
    void directoriesThatCannotBeOpenedChangeNothing() throws Exception {
        Stage.Builder builder = PacedReloads.staff(Stage.config()).prepared(deployment -> {
            Path dir = deployment.dir();
            Files.writeString(dir.resolve("broken.json"), "{\"carl\": {\"pas\": \"c1\", \"account\": \"APP2\"}}");
            Files.writeString(dir.resolve("tokens.json"), "{\"0A1b2C3d4E\": {\"name\": \"ci-bot\"}}");
            Files.writeString(dir.resolve("torn.json"), "{\"0A1b2C3d4E\": {\"name\": \"ci-");
            Files.writeString(dir.resolve("none.pem"), "not a certificate, nor a list\n");
            Files.writeString(dir.resolve("torn.crl"), "-----BEGIN X509 CRL-----\nMIIB\n");
            Files.writeString(
                    dir.resolve("machines.json"),
                    "{\"saw\": {\"nkey\": \"" + USER.publicKey() + "\", \"account\": \"APP2\"}}");
        });
        try (PacedReloads reloads = PacedReloads.open(builder)) {
            String key = "{nkey: " + USER.publicKey() + ", account: APP2}";
            String opened = "gatehouse.yaml:\\d+:3: directories.bad: cannot be opened: ";
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put(opened + ".*none.json: there is no such file", "{type: file, path: none.json}");
            bad.put(
                    opened + ".*broken.json:1:\\d+: user \"carl\": unknown field \"pas\"",
                    "{type: file, path: broken.json}");
            bad.put(opened + ".*tokens.json:1:\\d+: .*hash", "{type: token, path: tokens.json}");
            bad.put(opened + ".*torn.json:1:\\d+: ", "{type: token, path: torn.json}");
            bad.put(
                    PLACE + "directories.bad.crl.files: .*none.pem has no revocation list in it",
                    "{type: certificate, identity: cn, crl: {files: none.pem}}");
            bad.put(
                    PLACE + "directories.bad.crl.files: .*torn.crl has a revocation list in it that is cut off",
                    "{type: certificate, identity: cn, crl: {files: torn.crl}}");
            bad.put(
                    PLACE + "directories.bad.crl.files: .*none.crl cannot be read: ",
                    "{type: certificate, identity: cn, crl: {files: none.crl}}");
            bad.put(
                    PLACE + "directories.bad.issuers: .*none.pem has no certificate in it",
                    "{type: certificate, identity: cn, issuers: none.pem}");
            bad.put(
                    PLACE + "directories.bad.keys.two.nkey: " + USER.publicKey() + " is also that of one",
                    "{type: nkey, keys: {one: " + key + ", two: " + key + "}}");
            bad.put(
                    opened + ".*machines.json: user saw: nkey: " + USER.publicKey()
                            + " is in directories.bad.keys as well",
                    "{type: nkey, path: machines.json, keys: {one: " + key + "}}");
            bad.replaceAll((says, one) -> reloads.with(PacedReloads.DEVICES + "  bad: " + one + "\n"));
            refuseAll(reloads, bad);
        }
    }

    @Test
    void accountsWithWrongKeysChangeNothingInOperatorMode() throws Exception {
        try (PacedReloads reloads = PacedReloads.open(PacedReloads.staff(Stage.operator()))) {
            String yaml = reloads.with(PacedReloads.DEVICES);
            String seed = ACCOUNT.seed();
            String mistyped = seed.substring(0, 30) + (seed.charAt(30) == 'A' ? 'B' : 'A') + seed.substring(31);
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put(
                    PLACE + "accounts.APP2.id: .*the public key of an account \\(A...\\) is wanted",
                    key(yaml, "id", USER.publicKey().text()));
            bad.put(
                    PLACE + "accounts.APP2.signing_key: no such key file: .*none.nk",
                    key(yaml, "signing_key", "keys/none.nk"));
            bad.put(
                    PLACE
                            + "accounts.APP2.signing_key: is the key of a user \\(U...\\), where an account \\(A...\\) is wanted",
                    key(yaml, "signing_key", USER.seed()));
            bad.put(
                    PLACE + "accounts.APP2.signing_key: .*a seed of an account \\(A...\\) is wanted",
                    key(yaml, "signing_key", mistyped));
            bad.put(
                    PLACE + "accounts.APP2.signing_key: .*give the account a signing key, or roles",
                    yaml.replaceFirst("(  APP2:\\n    id: .*\\n)    signing_key: .*\\n", "$1"));
            bad.put(
                    "without accounts this is config mode",
                    yaml.replaceFirst("accounts:\\n(  .*\\n)*(?=directories:)", ""));
            refuseAll(reloads, bad);
            assertThat(reloads.log().lines()).noneMatch(line -> line.contains(USER.seed()) || line.contains(mistyped));
        }
    }

    private static String key(String yaml, String key, String value) {
        return yaml.replaceFirst("(?s)(  APP2:\\n.*?    " + key + ": )[^\\n]*", "$1" + value);
    }
}
