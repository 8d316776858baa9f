package io.gatehouse.metrics;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.QueueState;
import io.gatehouse.admission.Timed;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.directory.GuardState;
import io.gatehouse.expiry.ValidityPeriod;
import io.gatehouse.pipeline.Issuers;
import io.gatehouse.pipeline.PendingState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Queues and counters with something in them, and metrics read as text. */
public final class SampleQueues {
    private SampleQueues() {}

    /** The counters of a service with a directory that is a file, one of certificates, and one that has asked its backend. */
    static ServiceCounters counters() {
        ServiceCounters counters = new ServiceCounters();
        counters.reloads("users", "file").reloaded(0);
        counters.reloads("devices", "certificate").revocationsRead(0, null);
        counters.directory("badges", "badge").guarded(new OpenGuard());
        counters.directory("badges", "badge").shares();
        counters.keys().hold(Issuers.of(List.of(SigningKey.generate(NkeyKind.ACCOUNT)), null, false), Xkeys.NONE);
        return counters;
    }

    /** An open breaker, and a limit of seven. */
    record OpenGuard() implements GuardState {
        @Override
        public int limit() {
            return 7;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    /** All series in Prometheus' text format. */
    static String text(Metrics metrics) {
        return new String(metrics.scrape("").body(), StandardCharsets.UTF_8);
    }

    /** So many requests wait, and no password check. */
    public static Queues requests(int number) {
        return new Queues(() -> queue(number, () -> 0), () -> 2, () -> QueueState.EMPTY, () -> PendingState.NONE);
    }

    /** An instance that is ready, and so could be restarted, with credentials that are valid from 1 to 2,000,000,000. */
    public static InstanceState state() {
        return new InstanceState(
                () -> true, () -> true, () -> Map.of("nats.creds", new ValidityPeriod(1, 2_000_000_000)));
    }

    /** The first thing came at 0, the others whenever it is now. */
    static AdmissionQueue<Timed> queue(int number, LongSupplier clock) {
        AdmissionQueue<Timed> queue = new AdmissionQueue<>(1_000, 1_000, clock, (item, cause) -> {});
        for (int i = 0; i < number; i++) {
            queue.offer(new Thing(i == 0 ? 0 : clock.getAsLong()));
        }
        return queue;
    }

    private record Thing(long arrivedAt) implements Timed {
        @Override
        public long deadline() {
            return Long.MAX_VALUE;
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
