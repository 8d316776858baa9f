package io.gatehouse.passwords;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.DropListener;
import io.gatehouse.admission.QueueState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The password checks that wait for a thread, a queue for each {@link Precedence}, so that none can push another's out. One
 * check of eight is an ordinary one, and one of eight one of low precedence, if any wait, so that no crowd keeps out all others.
 */
final class HashQueues implements QueueState {
    /** What the waiting checks of one queue may weigh together, in bytes, whatever their number. */
    private static final long MAX_WAITING_BYTES = 10L << 20;

    private static final int TURNS = 8;

    private static final List<Precedence> USUAL = List.of(Precedence.KNOWN, Precedence.ORDINARY, Precedence.LOW);
    private static final List<Precedence> ORDINARY_FIRST =
            List.of(Precedence.ORDINARY, Precedence.KNOWN, Precedence.LOW);
    private static final List<Precedence> LOW_FIRST = List.of(Precedence.LOW, Precedence.KNOWN, Precedence.ORDINARY);

    private final Map<Precedence, AdmissionQueue<PasswordCheck>> queues = new EnumMap<>(Precedence.class);
    private final AtomicInteger handedOut = new AtomicInteger();

    HashQueues(HashingSettings settings, LongSupplier clock, DropListener<PasswordCheck> listener) {
        for (Precedence precedence : Precedence.values()) {
            queues.put(
                    precedence,
                    new AdmissionQueue<>(
                            settings.queue(),
                            MAX_WAITING_BYTES,
                            clock,
                            listener,
                            settings.discipline(),
                            (check, now) -> check.usual().nanos(now)));
        }
    }

    void offer(PasswordCheck check) {
        queue(check.precedence()).offer(check);
    }

    /** The next that can still be done in time, or null when nothing waits. */
    @Nullable PasswordCheck poll() {
        for (Precedence precedence : order(Math.floorMod(handedOut.get(), TURNS))) {
            PasswordCheck next = queue(precedence).poll();
            if (next != null) {
                handedOut.incrementAndGet();
                return next;
            }
        }
        return null;
    }

    private static List<Precedence> order(int turn) {
        return switch (turn) {
            case TURNS - 1 -> ORDINARY_FIRST;
            case TURNS / 2 - 1 -> LOW_FIRST;
            default -> USUAL;
        };
    }

    boolean remove(PasswordCheck check) {
        return queue(check.precedence()).remove(check);
    }

    /** Whether the newest goes first now among those of its precedence. */
    boolean newestFirst(PasswordCheck check) {
        return queue(check.precedence()).newestFirst();
    }

    @Override
    public int size() {
        return queues.values().stream().mapToInt(QueueState::size).sum();
    }

    /** Whether any of them stands. */
    @Override
    public boolean isStanding() {
        return queues.values().stream().anyMatch(QueueState::isStanding);
    }

    @Override
    public long episodes() {
        return queues.values().stream().mapToLong(QueueState::episodes).sum();
    }

    @Override
    public long oldestSojourn() {
        return queues.values().stream()
                .mapToLong(QueueState::oldestSojourn)
                .max()
                .orElse(0);
    }

    private AdmissionQueue<PasswordCheck> queue(Precedence precedence) {
        return Objects.requireNonNull(queues.get(precedence));
    }
}
