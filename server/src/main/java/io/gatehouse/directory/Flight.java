package io.gatehouse.directory;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question that is being worked on, for all who ask the same. It ends when it is answered, whoever still waits. */
final class Flight {
    private final CompletableFuture<Lookup> landed = new CompletableFuture<>();
    private long latest;
    private @Nullable Inquiry inquiry;

    Flight(long deadline) {
        this.latest = deadline;
    }

    /** The answer, once it was remembered. */
    CompletableFuture<Lookup> landed() {
        return landed;
    }

    /** One more waits. */
    synchronized void join(long deadline) {
        if (deadline - latest > 0) {
            latest = deadline;
            if (inquiry != null) {
                inquiry.extend(deadline);
            }
        }
    }

    /** The directory was asked for the first who waited. */
    synchronized void begun(Inquiry asked, long deadline) {
        inquiry = asked;
        if (latest - deadline > 0) {
            asked.extend(latest);
        }
    }
}
