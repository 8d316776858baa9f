package io.gatehouse.directory.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.kv.KvEntry.State;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KvUsersTest {
    private static final String APP = "{\"pass\": \"p\", \"account\": \"APP\"}";
    private static final String DISABLED = "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}";

    private final List<String> mistakes = new ArrayList<>();
    private final KvUsers users = new KvUsers("USERS", NameForm.EXACT, 1, mistakes::add);

    private static KvRecord record(String key, @Nullable String json, long revision) {
        return new KvRecord(key, json == null ? null : json.getBytes(StandardCharsets.UTF_8), revision);
    }

    private long versionOf(String name) {
        return Objects.requireNonNull(Objects.requireNonNull(users.find(name)).user())
                .version();
    }

    private boolean isDisabled(String name) {
        return Objects.requireNonNull(Objects.requireNonNull(users.find(name)).user())
                .entitlement()
                .disabled();
    }

    private void read(KvRecord... records) {
        users.beginReading(0);
        List.of(records).forEach(users::apply);
        users.endReading();
    }

    @Test
    void whoIsNotToldOfInAReadingIsGoneAtItsEndAndNotBefore() {
        read(record("anna", APP, 1), record("bob", APP, 2));
        users.beginReading(0);
        users.apply(record("bob", APP, 2));
        assertThat(users.find("anna")).isNotNull();
        users.endReading();
        assertThat(users.find("anna")).isNull();
        assertThat(users.find("bob")).isNotNull();
        assertThat(users.size()).isEqualTo(1);
    }

    @Test
    void whoIsUnchangedKeepsItsVersionAndWhoIsChangedGetsAnother() {
        read(record("anna", APP, 1), record("bob", APP, 2));
        long anna = versionOf("anna");
        long bob = versionOf("bob");
        read(record("anna", APP, 1), record("bob", DISABLED, 3));
        assertThat(versionOf("anna")).isEqualTo(anna);
        assertThat(versionOf("bob")).isNotEqualTo(bob);
        assertThat(isDisabled("bob")).isTrue();
    }

    /** Or each reading would leave a million entries to the garbage collector. */
    @Test
    void whoIsUnchangedKeepsItsEntry() {
        read(record("anna", APP, 1));
        KvEntry before = users.find("anna");
        read(record("anna", APP, 4));
        assertThat(users.find("anna")).isSameAs(before);
        users.change(record("anna", DISABLED, 3));
        assertThat(isDisabled("anna")).as("older than what was read").isFalse();
        read();
        assertThat(users.find("anna")).isNull();
    }

    @Test
    void aChangeDuringAReadingIsNotUndoneByWhatIsOlder() {
        users.beginReading(0);
        users.change(record("anna", DISABLED, 11));
        users.change(record("bob", null, 12));
        assertThat(users.find("bob")).isNull();
        users.apply(record("anna", APP, 5));
        users.apply(record("bob", APP, 6));
        users.endReading();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.find("bob")).isNull();
    }

    /** The reading may be ahead of the changes, which tell of a password that is revoked by then. */
    @Test
    void whoWasDeletedDuringAReadingIsNotBroughtBackByAnOlderChange() {
        users.beginReading(9);
        users.apply(record("gone", null, 8));
        users.apply(record("anna", null, 12));
        users.apply(record("bob", DISABLED, 13));
        users.endReading();
        users.change(record("anna", APP, 10));
        users.change(record("bob", APP, 11));
        assertThat(users.find("anna")).isNull();
        assertThat(isDisabled("bob")).isTrue();
        users.change(record("anna", null, 12));
        users.change(record("anna", APP, 14));
        assertThat(users.find("anna")).isNotNull();
        assertThat(users.size()).isEqualTo(2);
    }

    @Test
    void whatIsNotKnownNowHasNoVersionOfWhatWasKnown() {
        read();
        assertThat(new KvUndecided("no connection").version()).isNotEqualTo(users.version());
    }

    @Test
    void aKeyCannotWriteIntoTheLog() {
        read(record("a\u001b[2Jb\u202e", APP, 1));
        assertThat(mistakes).singleElement().asString().doesNotContain("\u001b", "\u202e");
    }

    /** A bucket that was restored or made anew counts from below. */
    @Test
    void revisionsOfAnotherReadingDoNotCount() {
        read(record("anna", DISABLED, 90));
        read(record("anna", APP, 3));
        assertThat(isDisabled("anna")).isFalse();
    }

    @Test
    void eachChangeMakesWhatWasSaidOfTheUnknownStale() {
        read();
        long before = users.version();
        users.change(record("anna", APP, 1));
        assertThat(users.version()).isGreaterThan(before);
    }

    @Test
    void noTwoRecordsOfAUserHaveOneVersion() {
        read(record("anna", APP, 1));
        long first = versionOf("anna");
        users.change(record("anna", DISABLED, 2));
        long second = versionOf("anna");
        users.change(record("anna", APP, 3));
        assertThat(List.of(first, second, versionOf("anna"))).doesNotHaveDuplicates();
    }

    @Test
    void aRecordThatCannotBeUsedTakesThePlaceOfTheOneBefore() {
        read(record("anna", APP, 1));
        users.change(record("anna", "{\"pass\": \"secret\", \"acount\": \"APP\"}", 2));
        assertThat(Objects.requireNonNull(users.find("anna")).state()).isEqualTo(State.UNUSABLE);
        assertThat(mistakes)
                .anySatisfy(mistake -> assertThat(mistake)
                        .contains("bucket USERS, key anna", "user \"anna\"", "acount", "did you mean \"account\"?"));
        assertThat(mistakes.toString()).doesNotContain("secret");
        assertThat(users.size()).isZero();
        users.change(record("anna", APP, 3));
        assertThat(users.size()).isEqualTo(1);
    }

    @Test
    void keysOfNobodyAreToldAndThoseOfOthersAreLeft() {
        read(record("=61nna", APP, 1), record("_schema", "{}", 2));
        assertThat(mistakes).singleElement().asString().contains("=61nna");
        assertThat(users.size()).isZero();
    }

    /** Or one person would be two users, and two people one. */
    @Test
    void namesInAnotherFormAreNobodys() {
        KvUsers lower = new KvUsers("USERS", NameForm.LOWER, 1, mistakes::add);
        lower.beginReading(0);
        lower.apply(record("Anna", APP, 1));
        lower.apply(record("bob", APP, 2));
        lower.endReading();
        assertThat(lower.find("Anna")).isNull();
        assertThat(lower.find("anna")).isNull();
        assertThat(lower.find("bob")).isNotNull();
        assertThat(mistakes).singleElement().asString().contains("key Anna", "names.case", "would be anna");
    }

    @Test
    void manyMistakesAreSummedUp() {
        users.beginReading(0);
        for (int i = 0; i < 100; i++) {
            users.apply(record("u" + i, "no JSON", i));
        }
        users.endReading();
        assertThat(mistakes).hasSize(21).last().asString().contains("80 more");
    }
}
