package io.gatehouse.directory.nkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.bucket.KvEntry;
import io.gatehouse.directory.bucket.KvEntry.State;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.policy.entitlement.Entitlement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return index.owners(key.text());
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
