package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Which users of a bucket are told of when their records change. */
class ToldRecordsTest {
    private static final ZonedDateTime MADE = ZonedDateTime.parse("2026-01-01T00:00:00Z");
    private static final String APP = "{\"pass\": \"p\", \"account\": \"APP\"}";
    private static final String DISABLED = "{\"pass\": \"p\", \"account\": \"APP\", \"disabled\": true}";

    private final UserChanges changes = new UserChanges("staff");
    private final List<String> told = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final KvTable users = new KvTable(
            new KvRecordReader("USERS", RecordKind.USERS, NameForm.EXACT, 1, mistake -> {}),
            new ToldRecords(RecordListener.NONE, changes, new ToldRecords.Losses() {
                @Override
                public void lost(String why) {
                    losses.add(why);
                }

                @Override
                public void back() {
                    losses.add("back");
                }
            }));

    @BeforeEach
    void listen() {
        Disposable unused = changes.flux()
                .subscribe(change -> told.add(change.user() + (change.mayLogIn() ? " changed" : " gone")));
    }

    private static KvRecord record(String key, @Nullable String json, long revision) {
        return new KvRecord(key, json == null ? null : json.getBytes(StandardCharsets.UTF_8), revision);
    }

    private void read(KvRecord... records) {
        read(MADE, records);
    }

    private void read(ZonedDateTime made, KvRecord... records) {
        users.beginReading(0, made, 0);
        List.of(records).forEach(users::apply);
        assertThat(users.endReading()).isTrue();
    }

    @Test
    void aChangeARemovalAndARecordThatCannotBeUsedAreToldOf() {
        read(record("anna", APP, 1), record("bob", APP, 2), record("carl", APP, 3));
        assertThat(told).isEmpty();

        users.change(record("anna", DISABLED, 4));
        users.change(record("bob", null, 5));
        users.change(record("carl", "{\"pass\": 1}", 6));
        users.change(record("dora", APP, 7));

        assertThat(told).containsExactly("anna gone", "bob gone", "carl gone");
    }

    @Test
    void whatIsStoredAgainIsNoChange() {
        read(record("anna", APP, 1));

        users.change(record("anna", APP, 2));

        assertThat(told).isEmpty();
    }

    @Test
    void whoIsGoneAfterAnInterruptionIsToldOf() {
        read(record("anna", APP, 1), record("bob", APP, 2));

        read(record("bob", DISABLED, 3));

        assertThat(told).containsExactlyInAnyOrder("anna gone", "bob gone");
    }

    private static KvRecord[] people(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> record("p" + i, APP, i + 1))
                .toArray(KvRecord[]::new);
    }

    /** Emptied, lost with its server, or made anew by whoever has deleted it. */
    @Test
    void ofABucketThatHasLostItsUsersNobodyIsCalledGone() {
        read(people(20));

        read(MADE.plusDays(1));
        assertThat(told).containsExactly("null changed");
        assertThat(losses).singleElement().asString().startsWith("20 of 20 records are gone");
        assertThat(users.find("p3")).as("nobody is let in by it").isNull();

        users.change(record("p0", APP, 1));
        users.change(record("p1", DISABLED, 2));
        users.change(record("p2", "{\"pass\": \"q\", \"account\": \"APP\"}", 3));
        assertThat(told)
                .as("who comes back with other rights")
                .containsExactly("null changed", "p1 gone", "p2 changed");

        users.change(record("p0", null, 4));
        assertThat(told).endsWith("p0 gone");
    }

    /** Whoever has found the bucket empty, and deletes somebody all the same, wants the sessions to end. */
    @Test
    void whoWasLostAndIsDeletedThenIsGone() {
        read(people(20));
        read(MADE.plusDays(1));

        users.change(record("p3", null, 1));
        read(MADE.plusDays(1), record("p4", null, 2));

        assertThat(told).containsExactly("null changed", "p3 gone", "p4 gone");
    }

    @Test
    void theyAreBackOnceTheLastOneHasARecordOrIsRemoved() {
        read(people(20));
        read(MADE.plusDays(1));
        IntStream.range(0, 19).forEach(i -> users.change(record("p" + i, APP, i + 1)));
        assertThat(losses).hasSize(1);

        users.change(record("p19", null, 20));

        assertThat(losses).hasSize(2).endsWith("back");
    }

    @Test
    void aFewMayBeGoneWithoutAMark() {
        read(people(20));

        read(MADE.plusDays(1), people(15));

        assertThat(told).hasSize(5).allMatch(one -> one.endsWith("gone"));
        assertThat(losses).isEmpty();
    }

    @Test
    void whoIsDroppedSinceTheBucketIsTooLargeIsNot() {
        users.beginReading(0, MADE, 0);
        users.apply(record("anna", APP, 1));

        assertThat(users.abandonReading(1)).isNotEmpty();

        assertThat(told).isEmpty();
    }
}
