package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of which several can be held at once. */
class HeldKeysSettingsTest {
    private static final SigningKey ONE = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey TWO = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey USER = SigningKey.generate(NkeyKind.USER);
    private static final String USERS = "directories: {users: {type: file, path: users.json}}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeKeys() throws IOException {
        write("one.nk", ONE.seed() + "\n");
        write("two.nk", TWO.seed() + "\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, environment).load(yaml + USERS);
    }

    private List<String> problems(String yaml) {
        return new SettingsFolder(dir, environment).problems(yaml + USERS);
    }

    @Test
    void areAListOfFilesAndSeeds() throws Exception {
        assertThat(load("issuer: {seed: [ two.nk, one.nk ]}\n").issuers()).containsExactly(TWO, ONE);
        assertThat(load("issuer: {seed: [ " + ONE.seed() + ", two.nk ]}\n").issuers())
                .containsExactly(ONE, TWO);
        assertThat(load("issuer: {seed: 'two.nk, one.nk'}\n").issuers()).containsExactly(TWO, ONE);
    }

    @Test
    void areAllSeedsOfAFile() throws Exception {
        write("both.nk", TWO.seed() + "\n" + TWO.publicKey() + "\n\n" + ONE.seed() + "\n");
        assertThat(load("issuer: {seed: both.nk}\n").issuers()).containsExactly(TWO, ONE);

        CurveKey first = CurveKey.generate();
        CurveKey second = CurveKey.generate();
        write("xkeys.nk", first.seed() + "\n" + second.seed() + "\n");
        assertThat(load("issuer: {seed: one.nk}\nxkey: {seed: xkeys.nk}\n").xkeys())
                .containsExactly(first, second);
    }

    @Test
    void areGivenByVariables() throws Exception {
        environment.put("GATEHOUSE_ISSUER_SEED", TWO.seed() + "," + ONE.seed());
        assertThat(load("").issuers()).containsExactly(TWO, ONE);
    }

    @Test
    void areInAFileWhosePathHasACommaInIt() throws Exception {
        write("a,b.nk", ONE.seed());
        assertThat(load("issuer: {seed: 'a,b.nk'}\n").issuers()).containsExactly(ONE);
    }

    @Test
    void ofAnAccountTheFirstSigns() throws Exception {
        String accounts = "issuer: {seed: one.nk}\naccounts:\n  APP1:\n    id: " + ONE.publicKey()
                + "\n    signing_key: [ two.nk, one.nk ]\n    roles: {sensor: {signing_key: [ one.nk, two.nk ]}}\n";
        Account.Keyed account = Objects.requireNonNull(load(accounts).accounts().get("APP1"));

        assertThat(account.key()).isEqualTo(new Account.Key(TWO, false, false, List.of(ONE)));
        assertThat(account.roles()).containsEntry("sensor", new Account.Key(ONE, true, false, List.of(TWO)));
    }

    @Test
    void ofAListOfAccountsTheFirstOfTheFileSigns() throws Exception {
        write("APP1.nk", TWO.seed() + "\n" + ONE.seed() + "\n");
        environment.put("GATEHOUSE_ACCOUNTS", ONE.publicKey() + ":" + dir.resolve("APP1.nk"));
        Account.Keyed account = Objects.requireNonNull(
                load("issuer: {seed: one.nk}\n").accounts().get("APP1"));

        assertThat(account.key()).isEqualTo(new Account.Key(TWO, false, false, List.of(ONE)));
    }

    @Test
    void areNotTheSameKeyTwice() {
        assertThat(problems("issuer: {seed: [ one.nk, " + ONE.seed() + " ]}\n"))
                .containsExactly("gatehouse.yaml:1:16: issuer.seed: the key " + ONE.publicKey() + " is given twice");
    }

    @Test
    void areEightAtMost() throws Exception {
        write(
                "many.nk",
                IntStream.range(0, 9)
                        .mapToObj(
                                number -> SigningKey.generate(NkeyKind.ACCOUNT).seed() + "\n")
                        .collect(Collectors.joining()));
        assertThat(problems("issuer: {seed: many.nk}\n"))
                .containsExactly("gatehouse.yaml:1:16: issuer.seed: has 9 keys, and 8 can be held at most");
    }

    @Test
    void areEachOfTheRightKind() {
        assertThat(problems("issuer: {seed: [ one.nk, none.nk ]}\n"))
                .containsExactly("gatehouse.yaml:1:16: issuer.seed: no such key file: none.nk");
        assertThat(problems("issuer: {seed: [ one.nk, " + USER.seed() + " ]}\n"))
                .singleElement()
                .asString()
                .contains("is the key of a user (U...), where an account (A...) is wanted")
                .doesNotContain(USER.seed());
    }

    @Test
    void whatIsReadFromFilesIsKnownByItsKey() throws Exception {
        assertThat(load("issuer: {seed: [ two.nk, one.nk ]}\n").filesToFollow())
                .containsExactlyInAnyOrder(dir.resolve("one.nk"), dir.resolve("two.nk"));
    }
}
