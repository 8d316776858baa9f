package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.Sharing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever becomes of the bucket, who is looked up is found, and hardly later. */
@Timeout(60)
@Tag("heavy")
@AgainstNatsServer
class SharedCacheOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SharedBucket bucket;
    private SharedInstance instance;

    @BeforeEach
    void open() throws Exception {
        bucket = SharedBucket.open();
        instance = bucket.instance(Sharing.CHANGING);
    }

    @AfterEach
    void close() throws Exception {
        bucket.server().resume();
        bucket.close();
    }

    @Test
    void aServerThatHangsIsNotAskedUntilItAnswersAgain() throws Exception {
        bucket.server().suspend();
        int asked = 0;
        while (instance.read(SharedRead.SKIPPED) == 0) {
            assertThat(instance.finds("user-" + asked)).isTrue();
            asked++;
        }
        assertThat(instance.asked()).isEqualTo(asked);
        assertThat(instance.read(SharedRead.ERROR)).isEqualTo(asked - 1);
        await().atMost(PATIENCE).until(() -> instance.cache().outage() != null);

        for (int i = 0; i < 50; i++) {
            assertThat(instance.finds("later-" + i)).isTrue();
        }
        assertThat(instance.read(SharedRead.SKIPPED))
                .as("not one of the fifty waits for it")
                .isEqualTo(1 + 50);

        instance.backend().change("alice");
        bucket.server().resume();
        await().atMost(PATIENCE).until(instance::isConnected);
        await("the change that could not be told is told as one of everybody")
                .atMost(PATIENCE)
                .until(() -> instance.written(SharedWrite.STORED) >= 1);
        assertThat(instance.usable()).containsExactly(true, false, true);
        assertThat(instance.cache().outage()).isNull();
        SharedInstance other = bucket.instance(Sharing.CHANGING);
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.asked()).isOne();
    }

    /** Reads go on, so that nothing else would find out. */
    @Test
    void aChangeThatCouldNotBeStoredIsToldOnceSomethingCan() throws Exception {
        assertThat(instance.finds("alice")).isTrue();
        bucket.all(1);
        bucket.full(true);
        instance.backend().change("alice");
        await().atMost(PATIENCE).until(() -> instance.written(SharedWrite.FAILED) > 0);
        bucket.full(false);

        bucket.all(2);
        SharedInstance other = bucket.instance(Sharing.CHANGING);
        assertThat(other.finds("alice")).isTrue();
        assertThat(other.asked()).isOne();
    }

    @Test
    void aBucketThatIsDeletedAndMadeAgainIsUsedAgain() throws Exception {
        assertThat(instance.finds("alice")).isTrue();
        bucket.all(1);
        bucket.delete(SharedBucket.NAME);
        assertThat(instance.finds("bob")).isTrue();
        bucket.create(SharedBucket.NAME);

        await().atMost(PATIENCE).until(() -> instance.usable().equals(List.of(true, false, true)));
        int before = bucket.all().size();
        assertThat(instance.finds("carol")).isTrue();
        bucket.all(before + 1);
        SharedInstance other = bucket.instance(Sharing.CHANGING);
        assertThat(other.finds("carol")).isTrue();
        assertThat(other.asked()).isZero();
    }
}
