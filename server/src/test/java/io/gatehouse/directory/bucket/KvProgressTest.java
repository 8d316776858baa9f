package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KvProgressTest {
    private static final long PATIENCE = KvProgress.PATIENCE.toNanos();

    private long now = 1;
    private int asked;
    private CompletableFuture<@Nullable KvRecord> newest = record(9);
    private final KvProgress progress = new KvProgress(
            () -> {
                asked++;
                return newest;
            },
            () -> now);

    private static CompletableFuture<@Nullable KvRecord> record(long revision) {
        return CompletableFuture.completedFuture(new KvRecord("anna", null, revision));
    }

    /** Looks for so long that it has to ask, and hears the answer. */
    private void look(long last, long told) throws KvException {
        progress.verifyTold(last, told);
        now += PATIENCE + 1;
        progress.verifyTold(last, told);
        progress.verifyTold(last, told);
    }

    @Test
    void aRecordThatIsNotToldForTooLongEndsTheReading() {
        assertThatThrownBy(() -> look(9, 8)).isInstanceOf(KvException.class).hasMessageContaining("paused");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void nothingIsAskedWhileChangesAreTold() throws Exception {
        for (int told = 0; told <= 9; told++) {
            progress.verifyTold(9, told);
            now += PATIENCE;
        }
        look(9, 9);
        assertThat(asked).isZero();
    }

    /** What is newer is not of this bucket, or was taken away before it was told. */
    @Test
    void whatIsNobodysRecordIsNotWaitedFor() throws Exception {
        newest = record(8);
        look(9, 8);
        newest = CompletableFuture.completedFuture(null);
        look(10, 8);
        look(10, 8);
        assertThat(asked).isEqualTo(2);
    }

    /** What came while the answer was on its way is not what it speaks of. */
    @Test
    void whatCameAfterTheQuestionIsNotAnswered() throws Exception {
        newest = new CompletableFuture<>();
        progress.verifyTold(9, 8);
        now += PATIENCE + 1;
        progress.verifyTold(9, 8);
        newest.complete(new KvRecord("anna", null, 8));
        progress.verifyTold(10, 8);
        newest = record(10);
        assertThatThrownBy(() -> look(10, 8)).isInstanceOf(KvException.class);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() throws Exception {
        newest = CompletableFuture.failedFuture(new TimeoutException());
        look(9, 8);
        newest = record(9);
        assertThatThrownBy(() -> look(9, 8)).isInstanceOf(KvException.class);
    }
}
