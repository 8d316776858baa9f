package io.gatehouse.tracing;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.TraceSampler;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Traces some logins, or none. */
public final class Tracing implements DecisionListener, AutoCloseable {
    private final TraceSampler sampler;
    private final @Nullable TraceThread thread;

    private Tracing(TraceSampler sampler, @Nullable TraceThread thread) {
        this.sampler = sampler;
        this.thread = thread;
    }

    /**
     * As it is configured; OpenTelemetry is loaded by the first trace.
     *
     * @param settings null where nothing is traced
     * @param instance the name of this instance of the service
     * @param version of the service
     */
    public static Tracing of(@Nullable TracingSettings settings, String instance, String version, TraceCounts counts) {
        if (settings == null) {
            return new Tracing(TraceSampler.NONE, null);
        }
        TraceThread thread = new TraceThread(
                settings.queue(), () -> new OtlpSink(settings, instance, version), TraceTimes.of(settings), counts);
        return new Tracing(sampler(settings.ratio()), thread.start());
    }

    /** Chooses by chance; what is not chosen costs no more than the choice. */
    static TraceSampler sampler(double ratio) {
        return () -> ThreadLocalRandom.current().nextDouble() < ratio ? LoginTrace.begin() : null;
    }

    /** Chooses the logins that are traced. */
    public TraceSampler sampler() {
        return sampler;
    }

    /** Hears of decisions after another. */
    public DecisionListener after(DecisionListener first) {
        return thread == null ? first : first.and(this);
    }

    @Override
    public void onDecision(Decision decision, int requests) {}

    @Override
    public void onTraced(Decision decision, LoginTrace trace) {
        if (thread != null) {
            thread.add(TracedLogin.of(decision, trace));
        }
    }

    /** Sends what waits, for a bounded time, and ends. */
    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
