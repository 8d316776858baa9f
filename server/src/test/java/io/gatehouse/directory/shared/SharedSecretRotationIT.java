package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.Sharing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The secret of the shared cache is replaced by another one, in one instance after the other. */
@Timeout(60)
@AgainstNatsServer
class SharedSecretRotationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String OLD = SharedBucket.SECRET;
    private static final String NEW = "fedcba9876543210fedcba9876543210";
    private static final String BOTH = NEW + "\n" + OLD;

    private SharedBucket bucket;

    @BeforeEach
    void open() throws Exception {
        bucket = SharedBucket.open();
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    private SharedInstance instance(String secrets) {
        return bucket.instance(SharedBucket.NAME, secrets, Sharing.CHANGING);
    }

    private static void awaitWritten(SharedInstance instance, int number) {
        await().atMost(PATIENCE).until(() -> instance.written(SharedWrite.STORED) == number);
    }

    @Test
    void anInstanceWithBothFindsWhatWasLeftUnderEither() {
        SharedInstance one = instance(OLD);
        SharedInstance two = instance(OLD);
        assertThat(one.finds("alice")).isTrue();
        awaitWritten(one, 1);
        two.holds(BOTH);

        assertThat(two.finds("alice")).isTrue();
        assertThat(two.asked()).isZero();
        assertThat(two.finds("bob")).isTrue();
        awaitWritten(two, 1);
        one.holds(BOTH);
        assertThat(one.finds("bob")).isTrue();

        assertThat(one.asked()).isOne();
        one.holds(NEW);
        SharedInstance three = instance(NEW);
        assertThat(three.finds("bob")).isTrue();
        assertThat(three.finds("alice")).isTrue();
        assertThat(three.asked()).isOne();
    }

    @Test
    void aChangeIsToldUnderEachSecretThatIsHeld() {
        SharedInstance old = instance(OLD);
        SharedInstance both = instance(BOTH);
        assertThat(old.finds("alice")).isTrue();
        awaitWritten(old, 1);
        both.backend().change("alice");
        awaitWritten(both, 2);

        SharedInstance late = instance(OLD);
        assertThat(late.finds("alice")).isTrue();
        assertThat(late.asked()).isOne();
        assertThat(late.read(SharedRead.REFUSED)).isOne();
    }

    @Test
    void aChangeThatIsToldUnderTheOldSecretHoldsForWhatWasLeftUnderTheNew() {
        SharedInstance old = instance(OLD);
        SharedInstance both = instance(BOTH);
        assertThat(both.finds("alice")).isTrue();
        awaitWritten(both, 1);
        old.backend().change("alice");
        awaitWritten(old, 1);

        SharedInstance late = instance(BOTH);
        assertThat(late.finds("alice")).isTrue();
        assertThat(late.asked()).isOne();
        assertThat(late.read(SharedRead.REFUSED)).isOne();
    }

    /** Who gets the second secret tells what it has told of late under that one as well. */
    @Test
    void whatWasToldBeforeIsToldUnderASecretThatIsAdded() {
        SharedInstance both = instance(BOTH);
        SharedInstance old = instance(OLD);
        assertThat(both.finds("alice")).isTrue();
        awaitWritten(both, 1);
        old.backend().change("alice");
        awaitWritten(old, 1);
        old.holds(BOTH);
        awaitWritten(old, 3);

        SharedInstance late = instance(NEW);
        assertThat(late.finds("alice")).isTrue();
        assertThat(late.asked()).isOne();
    }

    /** Nothing that is known by no secret of before is taken: what others have told of it cannot be known. */
    @Test
    void whoHoldsNoneOfThoseBeforeTakesNothingFromBefore() {
        SharedInstance other = instance(NEW);
        SharedInstance swapped = instance(OLD);
        assertThat(other.finds("alice")).isTrue();
        awaitWritten(other, 1);
        swapped.holds(NEW);

        assertThat(swapped.finds("alice")).isTrue();
        assertThat(swapped.asked()).isOne();
    }
}
