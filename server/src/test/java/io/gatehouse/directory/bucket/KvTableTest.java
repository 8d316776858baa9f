package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.bucket.KvEntry.State;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KvTableTest {
    private static final ZonedDateTime MADE = ZonedDateTime.parse("2026-01-01T00:00:00Z");
    private static final String APP = "{\"pass\": \"p\", \"account\": \"APP\"}";
    private static final String DISABLED = "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}";

    private final List<String> mistakes = new ArrayList<>();
    private final KvTable users = table(RecordKind.USERS, NameForm.EXACT);

    private KvTable table(RecordKind kind, NameForm form) {
        return new KvTable(new KvRecordReader("USERS", kind, form, 1, mistakes::add), RecordListener.NONE);
    }

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
        users.beginReading(0, MADE, 0);
        List.of(records).forEach(users::apply);
        assertThat(users.endReading()).isTrue();
    }

    @Test
    void whoIsNotToldOfInAReadingIsGoneAtItsEndAndNotBefore() {
        read(record("anna", APP, 1), record("bob", APP, 2));
        users.beginReading(0, MADE, 0);
        users.apply(record("bob", APP, 2));
        assertThat(users.find("anna")).isNotNull();
        assertThat(users.endReading()).isTrue();
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

    @Test
    void whatHappenedMeanwhileIsToldFirstOnceTheBucketWasRead() {
        assertThat(users.timeline().known(MADE, 7)).as("nobody is known yet").isEqualTo(7);
        users.beginReading(7, MADE, 7);
        users.change(record("anna", APP, 8));
        users.timeline().told(8);
        assertThat(users.timeline().known(MADE, 20))
                .as("not read to its end, but anna is known")
                .isEqualTo(8);
        assertThat(users.endReading()).isTrue();
        assertThat(users.timeline().known(MADE, 20)).isEqualTo(8);
        assertThat(users.timeline().known(MADE, 5))
                .as("another bucket of that name")
                .isEqualTo(5);
        users.timeline().told(0);
        assertThat(users.timeline().known(MADE, 20))
                .as("a message that has none")
                .isEqualTo(8);
    }

    /** Somebody who is locked out is so whichever replica is read. */
    @Test
    void aReplicaThatIsBehindBringsNobodyBack() {
        read(record("anna", DISABLED, 90), record("bob", APP, 2));
        users.beginReading(90, MADE, 95);
        users.apply(record("bob", APP, 2));
        users.apply(record("anna", APP, 50));
        assertThat(isDisabled("anna")).isTrue();
        users.apply(record("anna", DISABLED, 90));
        assertThat(users.endReading()).isTrue();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.size()).isEqualTo(2);
    }

    /** Of whom nothing is known any more. */
    @Test
    void neitherDoesItBringBackWhoWasRemoved() {
        read(record("anna", APP, 50), record("bob", APP, 2));
        users.change(record("anna", null, 90));
        users.timeline().told(90);
        users.beginReading(90, MADE, 95);
        users.apply(record("bob", APP, 2));
        users.apply(record("anna", APP, 50));
        assertThat(users.find("anna")).isNull();
        users.apply(record("anna", null, 90));
        assertThat(users.endReading()).isTrue();
        assertThat(users.find("anna")).isNull();
        assertThat(users.size()).isOne();
    }

    /** As by a consumer whose replica is behind that of the one by which the bucket was read. */
    @Test
    void aChangeThatIsOlderThanTheReadingBringsNobodyBack() {
        users.beginReading(100, MADE, 100);
        users.apply(record("bob", APP, 2));
        assertThat(users.endReading()).isTrue();
        users.change(record("anna", APP, 90));
        assertThat(users.find("anna")).isNull();
        users.change(record("anna", APP, 101));
        assertThat(users.find("anna")).isNotNull();
    }

    @Test
    void whoWasRemovedIsBackAfterTheBucketWasRestored() {
        read(record("anna", APP, 50));
        users.change(record("anna", null, 90));
        users.timeline().told(90);
        users.beginReading(90, MADE, 95);
        users.apply(record("anna", APP, 50));
        assertThat(users.endReading()).as("it may be a replica that is behind").isFalse();
        assertThat(users.find("anna")).isNull();
        users.beginReading(95, MADE, 95);
        users.apply(record("anna", APP, 50));
        assertThat(users.endReading()).isTrue();
        assertThat(users.find("anna")).isNotNull();
    }

    /** Who was left out may have been there all the time. */
    @Test
    void whoThereWasNoRoomForIsNotTakenForRemoved() {
        read(record("anna", APP, 1));
        users.beginReading(1, MADE, 9);
        users.timeline().told(9);
        assertThat(users.abandonReading(1)).isNotEmpty();
        users.beginReading(9, MADE, 9);
        users.apply(record("anna", APP, 1));
        users.apply(record("bob", APP, 5));
        assertThat(users.find("bob")).isNotNull();
        assertThat(users.endReading()).isTrue();
    }

    /** It has the date of the one that was backed up, and more revisions by now. */
    @Test
    void aBucketThatWasRestoredIsReadTwice() {
        read(record("anna", DISABLED, 90), record("bob", APP, 2));
        users.timeline().told(90);
        users.beginReading(90, MADE, 95);
        users.apply(record("anna", APP, 50));
        assertThat(users.endReading()).isFalse();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.find("bob")).isNotNull();
        assertThat(users.timeline().known(MADE, 95)).isEqualTo(95);
        users.beginReading(95, MADE, 95);
        users.apply(record("anna", APP, 50));
        assertThat(users.endReading()).isTrue();
        assertThat(isDisabled("anna")).isFalse();
        assertThat(users.find("bob")).isNull();
    }

    /** One that was deleted and made again counts from below, and what was known of the other says nothing about it. */
    @Test
    void revisionsOfAnotherBucketAreNotCompared() {
        read(record("anna", APP, 450));
        users.timeline().told(450);
        ZonedDateTime later = MADE.plusDays(1);
        assertThat(users.timeline().known(later, 500)).isEqualTo(500);
        users.beginReading(300, later, 300);
        users.timeline().told(320);
        assertThat(users.timeline().known(later, 400)).isEqualTo(320);
        users.beginReading(320, later, 400);
        users.change(record("anna", DISABLED, 350));
        assertThat(isDisabled("anna")).isTrue();
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
        users.beginReading(0, MADE, 0);
        users.change(record("anna", DISABLED, 11));
        users.change(record("bob", null, 12));
        assertThat(users.find("bob")).isNull();
        users.apply(record("anna", APP, 5));
        users.apply(record("bob", APP, 6));
        assertThat(users.endReading()).isTrue();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.find("bob")).isNull();
    }

    /** The reading may be ahead of the changes, which tell of a password that is revoked by then. */
    @Test
    void whoWasDeletedDuringAReadingIsNotBroughtBackByAnOlderChange() {
        users.beginReading(9, MADE, 9);
        users.apply(record("gone", null, 8));
        users.apply(record("anna", null, 12));
        users.apply(record("bob", DISABLED, 13));
        assertThat(users.endReading()).isTrue();
        users.change(record("anna", APP, 10));
        users.change(record("bob", APP, 11));
        assertThat(users.find("anna")).isNull();
        assertThat(isDisabled("bob")).isTrue();
        users.change(record("anna", null, 12));
        users.change(record("anna", APP, 14));
        assertThat(users.find("anna")).isNotNull();
        assertThat(users.size()).isEqualTo(2);
    }

    /** The same after an interruption: a bucket with a history tells again what the reading before was ahead of. */
    @Test
    void whatAnInterruptedReadingKnewIsNotUndoneByOlderChangesOfTheNext() {
        read(record("anna", APP, 1), record("bob", APP, 2), record("carl", APP, 3));
        users.beginReading(3, MADE, 13);
        users.apply(record("anna", DISABLED, 12));
        users.apply(record("bob", null, 13));
        users.beginReading(3, MADE, 13);
        users.change(record("anna", APP, 10));
        users.change(record("bob", APP, 11));
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.find("bob")).isNull();
        users.apply(record("anna", DISABLED, 12));
        users.apply(record("bob", null, 13));
        users.change(record("carl", DISABLED, 14));
        assertThat(users.endReading()).isTrue();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(users.size()).isEqualTo(2);
    }

    /** A bucket that was made anew: its revisions are another one's. */
    @Test
    void whatIsNewIsInForceAtOnceHoweverLateWhatWasKnownIs() {
        read(record("anna", APP, 500));
        users.beginReading(20, MADE, 20);
        users.change(record("anna", DISABLED, 21));
        assertThat(isDisabled("anna")).isTrue();
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

    /** A bucket that was made anew counts from below. */
    @Test
    void revisionsOfTheBucketBeforeDoNotCount() {
        read(record("anna", DISABLED, 90));
        users.beginReading(5, MADE.plusDays(1), 5);
        users.apply(record("anna", APP, 3));
        assertThat(users.endReading()).isTrue();
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
        KvTable lower = table(RecordKind.USERS, NameForm.LOWER);
        lower.beginReading(0, MADE, 0);
        lower.apply(record("Anna", APP, 1));
        lower.apply(record("bob", APP, 2));
        assertThat(lower.endReading()).isTrue();
        assertThat(lower.find("Anna")).isNull();
        assertThat(lower.find("anna")).isNull();
        assertThat(lower.find("bob")).isNotNull();
        assertThat(mistakes).singleElement().asString().contains("key Anna", "names.case", "would be anna");
        lower.timeline().told(2);
        lower.beginReading(2, MADE, 2);
        lower.apply(record("Anna", APP, 1));
        lower.apply(record("bob", APP, 2));
        assertThat(lower.endReading()).as("nobody is missing").isTrue();
    }

    @Test
    void tokensAreFoundByTheirIds() {
        KvTable tokens = table(RecordKind.TOKENS, NameForm.EXACT);
        String hash = "sha256:" + "0".repeat(64);
        tokens.beginReading(0, MADE, 0);
        tokens.apply(record("0A1b2C3d4E", "{\"name\": \"ci-bot\", \"hash\": \"" + hash + "\"}", 1));
        tokens.apply(record("0A1b2C3d4F", "{\"name\": \"ci-bot\"}", 2));
        tokens.apply(record("short", "{\"name\": \"ci-bot\", \"hash\": \"" + hash + "\"}", 3));
        assertThat(tokens.endReading()).isTrue();

        KvEntry found = Objects.requireNonNull(tokens.find("0A1b2C3d4E"));
        assertThat(Objects.requireNonNull(found.user()).entitlement().name()).isEqualTo("ci-bot");
        assertThat(Objects.requireNonNull(tokens.find("0A1b2C3d4F")).state()).isEqualTo(State.UNUSABLE);
        assertThat(mistakes)
                .anySatisfy(mistake -> assertThat(mistake).contains("key 0A1b2C3d4F", "hash is missing"))
                .anySatisfy(mistake -> assertThat(mistake).contains("key short", "is no id of a token"));
        assertThat(mistakes.toString()).doesNotContain(hash);
    }

    /** Otherwise what is found by something else than the name would stay. */
    @Test
    void theListenerHearsOfEachRecordThatComesAndGoes() {
        List<String> heard = new ArrayList<>();
        KvTable told = new KvTable(
                new KvRecordReader("USERS", RecordKind.USERS, NameForm.EXACT, 1, mistakes::add), new RecordListener() {
                    @Override
                    public void replaced(
                            String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {
                        heard.add(
                                name + " " + state(before) + " " + state(now) + (value == null ? "" : " with a value"));
                    }

                    @Override
                    public void settled() {
                        heard.add("settled");
                    }
                });
        told.beginReading(0, MADE, 0);
        told.apply(record("anna", APP, 1));
        told.apply(record("bob", APP, 2));
        assertThat(told.endReading()).isTrue();
        told.change(record("anna", "no JSON", 3));
        told.change(record("anna", null, 4));
        told.beginReading(4, MADE, 4);
        assertThat(told.endReading()).isTrue();
        assertThat(heard)
                .containsExactly(
                        "anna none USER with a value",
                        "bob none USER with a value",
                        "settled",
                        "anna USER UNUSABLE with a value",
                        "settled",
                        "anna UNUSABLE none",
                        "settled",
                        "bob USER none",
                        "settled");
    }

    private static String state(@Nullable KvEntry entry) {
        return entry == null ? "none" : entry.state().name();
    }

    @Test
    void aBucketThatIsTooLargeFromTheStartLeavesNobody() {
        users.beginReading(0, MADE, 0);
        users.apply(record("anna", APP, 1));
        assertThat(users.abandonReading(1)).isNotEmpty();
        assertThat(users.size()).isZero();
        assertThat(users.find("anna")).isNull();
    }

    /** In a bucket that has become too large somebody may have to be locked out all the same. */
    @Test
    void whoIsKnownIsFollowedWhereThereIsNoRoomForOthers() {
        read(record("anna", APP, 1), record("bob", APP, 2), record("carl", DISABLED, 3));
        users.beginReading(3, MADE, 9);
        users.apply(record("carl", DISABLED, 8));
        assertThat(users.abandonReading(1)).isNotEmpty();
        users.changeKnown(record("new", APP, 5));
        users.changeKnown(record("anna", DISABLED, 6));
        users.changeKnown(record("carl", APP, 7));
        users.changeKnown(record("bob", null, 9));
        assertThat(users.find("new")).isNull();
        assertThat(isDisabled("anna")).isTrue();
        assertThat(isDisabled("carl")).as("it is known what came later").isTrue();
        assertThat(users.find("bob")).isNull();
        assertThat(users.size()).isEqualTo(2);
    }

    @Test
    void manyMistakesAreSummedUp() {
        users.beginReading(0, MADE, 0);
        for (int i = 0; i < 100; i++) {
            users.apply(record("u" + i, "no JSON", i));
        }
        assertThat(users.endReading()).isTrue();
        assertThat(mistakes).hasSize(21).last().asString().contains("80 more");
    }
}
