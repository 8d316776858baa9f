package io.gatehouse.directory.bucket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.policy.Identity;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log and metrics what becomes of a bucket. Used by the thread that follows it, but for the reviews. */
final class KvReport implements KvFollower.Listener, ToldRecords.Losses {
    private static final Logger log = LoggerFactory.getLogger(KvReport.class);

    private final BucketSettings settings;
    private final String word;
    private final ReloadRecorder recorder;
    private final Function<Supplier<Stream<Identity>>, List<String>> review;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    private boolean known;

    @GuardedBy("this") private List<String> told = List.of();

    KvReport(
            BucketSettings settings,
            RecordKind kind,
            ReloadRecorder recorder,
            Function<Supplier<Stream<Identity>>, List<String>> review) {
        this.settings = settings;
        this.word = kind.word();
        this.recorder = recorder;
        this.review = review;
    }

    /** Logs records that cannot be used; not more than a log has room for, however fast somebody stores such ones. */
    static Consumer<String> mistakes(String directory, Logger log, LongSupplier clock) {
        RepeatedLines lines = new RepeatedLines(log, clock);
        return mistake -> lines.error(directory + ": " + mistake);
    }

    @Override
    public void read(KvTable users) {
        known = true;
        lines.forget();
        int number = users.size();
        log.info(
                "{}: {} read from bucket {}{}",
                settings.name(),
                number == 1 ? "1 " + word : number + " " + word + "s",
                settings.bucket(),
                users.unusable() == 0 ? "" : ", and " + users.unusable() + " records that cannot be used");
        recorder.reloaded(number);
    }

    @Override
    public void review(KvTable users) {
        review(users, true);
    }

    /** Says what is to be said of the users, when it is something else than before or is to be said in any case. */
    synchronized void review(KvTable users, boolean always) {
        List<String> before = told;
        told = review.apply(() -> users.identities(settings.name()));
        if (always || !told.equals(before)) {
            told.forEach(log::warn);
        }
    }

    @Override
    public void changed(KvTable users) {
        recorder.changed(users.size());
    }

    @Override
    public void lost(String why) {
        log.error("{}: bucket {}: {}", settings.name(), settings.bucket(), why);
        recorder.lost(why);
    }

    @Override
    public void back() {
        recorder.back();
    }

    @Override
    public void unreachable(String why) {
        recorder.unreachable(why);
        String line = settings.name() + ": bucket " + settings.bucket() + " cannot be followed: " + why;
        if (known) {
            lines.warn(line + "; " + word + "s that are known stay in use, and others get no answer");
        } else {
            lines.error(line + "; its " + word + "s get no answer");
        }
    }

    @Override
    public void ended(String why) {
        recorder.watchEnded(why);
    }

    @Override
    public void mistaken(Throwable mistake) {
        log.error("{}: following bucket {} failed: it is tried again", settings.name(), settings.bucket(), mistake);
    }
}
