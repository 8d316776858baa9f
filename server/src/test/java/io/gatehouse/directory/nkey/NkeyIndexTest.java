package io.gatehouse.directory.nkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.KvEntry.State;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.policy.entitlement.Entitlement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NkeyIndexTest {
    private static final Nkey ONE = SigningKey.generate(NkeyKind.USER).publicKey();
    private static final Nkey TWO = SigningKey.generate(NkeyKind.USER).publicKey();

    private final List<String> warnings = new ArrayList<>();
    private final NkeyIndex index = new NkeyIndex(warnings::add);
    private final Map<String, KvEntry> entries = new HashMap<>();

    private void told(String name, @Nullable KvEntry now, @Nullable String value) {
        KvEntry before = now == null ? entries.remove(name) : entries.put(name, now);
        index.replaced(name, before, now, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private void has(String name, Nkey... keys) {
        FileUser user = new FileUser(Entitlement.plain(name, "APP"), Profile.NONE, null, 1, List.of(keys));
        told(name, new KvEntry(State.USER, user, 1, 1), "{}");
    }

    private void isUnusable(String name, String value) {
        told(name, new KvEntry(State.UNUSABLE, null, 1, 1), value);
    }

    private void isGone(String name) {
        told(name, null, null);
    }

    private List<String> owners(Nkey key) {
        NkeyOwners owners = index.owners(key.text());
        return owners == null ? List.of() : owners.sharing(key.text()).named();
    }

    @Test
    void aKeyIsWhoseRecordHasItAndNobodysAfterwards() {
        has("anna", ONE, TWO);
        assertThat(owners(ONE)).containsExactly("anna");
        assertThat(owners(TWO)).containsExactly("anna");
        has("anna", TWO);
        assertThat(owners(ONE)).isEmpty();
        assertThat(owners(TWO)).containsExactly("anna");
        isGone("anna");
        assertThat(owners(TWO)).isEmpty();
        has("bob", TWO);
        assertThat(owners(TWO)).containsExactly("bob");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aKeyOfTwoIsToldOnceWithBothNamesAndIsOnesAgainWhenTheOtherHasAnother() {
        has("bob", ONE);
        has("anna", ONE);
        index.settled();
        index.settled();
        assertThat(owners(ONE)).containsExactly("anna", "bob");
        assertThat(warnings)
                .containsExactly(
                        "nkey " + ONE
                                + " is that of user \"anna\" and of user \"bob\": nobody can log in with it until it is one user's");

        has("anna", TWO);
        index.settled();
        assertThat(owners(ONE)).containsExactly("bob");
        has("anna", TWO, ONE);
        isGone("bob");
        index.settled();
        assertThat(owners(ONE)).containsExactly("anna");
        assertThat(warnings).as("what is over when all is known is not told").hasSize(1);
    }

    /** A slip of the pen must not make it somebody else's, nor nobody's: who is nobody is refused, and gives up for good. */
    @Test
    void aRecordThatCannotBeUsedKeepsItsKeysAndThoseThatAreWrittenInIt() {
        has("anna", ONE);
        isUnusable("anna", "{\"nkey\": [\"" + TWO + "\"], \"acount\": ");
        assertThat(owners(ONE)).containsExactly("anna");
        assertThat(owners(TWO)).containsExactly("anna");
        isUnusable("anna", "no JSON");
        assertThat(owners(ONE)).containsExactly("anna");
        assertThat(owners(TWO)).as("written in one that is no more").isEmpty();
        has("bob", ONE);
        index.settled();
        assertThat(owners(ONE)).containsExactly("anna", "bob");
        assertThat(warnings).hasSize(1);
        has("anna", TWO);
        assertThat(owners(ONE)).containsExactly("bob");
        assertThat(owners(TWO)).containsExactly("anna");
        isUnusable("anna", "no JSON");
        isGone("anna");
        assertThat(owners(TWO)).isEmpty();
    }

    /** Whoever may write a record would otherwise have any number of them kept, and nobody's logins answered. */
    @Test
    void recordsThatCannotBeUsedKeepABoundedNumberOfKeys() {
        List<Nkey> keys = Stream.generate(
                        () -> SigningKey.generate(NkeyKind.USER).publicKey())
                .limit(UnusableKeys.MOST_WRITTEN + 10)
                .toList();
        String all = keys.stream().map(Nkey::text).collect(Collectors.joining(" "));
        has("anna", ONE);
        isUnusable("anna", "U".repeat(56) + " " + all);
        assertThat(keys.stream().filter(key -> !owners(key).isEmpty())).hasSize(UnusableKeys.MOST_WRITTEN);
        assertThat(index.owners("U".repeat(56))).as("no nkey").isNull();
        isUnusable("anna", TWO + " ".repeat(UserRecords.MAX_BYTES));
        assertThat(keys.stream().filter(key -> !owners(key).isEmpty())).isEmpty();
        assertThat(owners(TWO)).as("in a record that is too large").isEmpty();
        assertThat(owners(ONE)).containsExactly("anna");
    }

    /** A login without any proof asks for the words. */
    @Test
    void aFewOfManyWhoHaveOneKeyAreNamed() {
        for (int i = 999; i >= 0; i--) {
            has("a%03d".formatted(i), ONE);
        }
        assertThat(Objects.requireNonNull(index.owners(ONE.text()))
                        .sharing(ONE.text())
                        .words())
                .isEqualTo("nkey " + ONE + " is that of user \"a000\" and of user \"a001\" and of user \"a002\""
                        + " and 997 more: nobody can log in with it until it is one user's");
        index.settled();
        assertThat(warnings).singleElement().asString().contains("and 997 more");
        for (int i = 1; i < 1000; i++) {
            isGone("a%03d".formatted(i));
        }
        assertThat(owners(ONE)).containsExactly("a000");
        isGone("a000");
        assertThat(index.owners(ONE.text())).isNull();
    }

    @Test
    void manyKeysOfSeveralAreSummedUp() {
        for (int i = 0; i < 30; i++) {
            Nkey key = SigningKey.generate(NkeyKind.USER).publicKey();
            has("a" + i, key);
            has("b" + i, key);
        }
        index.settled();
        assertThat(warnings).hasSize(21).last().asString().contains("10 more");
    }
}
