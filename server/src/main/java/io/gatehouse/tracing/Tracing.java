package io.gatehouse.tracing;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.TraceSampler;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Traces some logins, or none. */
public final class Tracing implements DecisionListener, AutoCloseable {
    private final TraceSampler sampler;
    private final @Nullable TraceThread thread;
    private final AtomicReference<Map<String, String>> headers;

    private Tracing(TraceSampler sampler, @Nullable TraceThread thread, AtomicReference<Map<String, String>> headers) {
        this.sampler = sampler;
        this.thread = thread;
        this.headers = headers;
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
            return new Tracing(TraceSampler.NONE, null, new AtomicReference<>(Map.of()));
        }
        AtomicReference<Map<String, String>> headers = new AtomicReference<>(settings.headersByName());
        TraceThread thread = new TraceThread(
                settings.queue(),
                () -> new OtlpSink(settings, headers::get, instance, version),
                TraceTimes.of(settings),
                counts);
        return new Tracing(sampler(settings.ratio()), thread.start(), headers);
    }

    /**
     * Sends the headers of these settings with each request from now on.
     *
     * @param settings null where nothing is traced
     */
    public void use(@Nullable TracingSettings settings) {
        if (settings != null) {
            headers.set(settings.headersByName());
        }
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
