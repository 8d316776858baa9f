package io.gatehouse.audit;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The audit log of a service, where there is one. */
public final class Auditing implements AutoCloseable {
    private final @Nullable AuditTrail trail;
    private final boolean required;

    private Auditing(@Nullable AuditTrail trail, boolean required) {
        this.trail = trail;
        this.required = required;
    }

    /**
     * As it is configured; stores nothing yet.
     *
     * @param instance the name of this one
     * @param configuration the revision of the configuration in force
     */
    public static Auditing of(AuditSettings settings, String instance, String configuration, AuditCounts counts) {
        return settings.isOn()
                ? new Auditing(new AuditTrail(settings, instance, configuration, counts), settings.required())
                : new Auditing(null, false);
    }

    /** Begins to store records. */
    public void start(String version) {
        if (trail != null) {
            trail.start(version);
        }
    }

    /** Hears of decisions after another. */
    public DecisionListener after(DecisionListener first) {
        return trail == null ? first : first.and(trail);
    }

    /** Has answers recorded before they are sent; null where they wait for nothing. */
    public @Nullable Function<Decision, CompletableFuture<Void>> recorder() {
        AuditTrail own = trail;
        return own == null || !required ? null : own::record;
    }

    /** An admin request was answered. */
    public void admin(String method, String path, @Nullable String from, int status) {
        if (trail != null) {
            trail.admin(method, path, from, status);
        }
    }

    /** A session was to be closed. */
    public void closed(ClosedSession session) {
        if (trail != null) {
            trail.closed(session);
        }
    }

    /**
     * The configuration was read again.
     *
     * @param occasion who asked for it
     * @param changed the keys that have changed and are in force
     * @param problems how many were found, for which nothing of it is taken
     */
    public void reloaded(String occasion, List<String> changed, int problems) {
        if (trail != null) {
            trail.reloaded(occasion, changed, problems);
        }
    }

    /** Records from now on by other settings, as far as they can be exchanged. */
    public void use(AuditSettings others, String revision) {
        if (trail != null) {
            trail.use(others, revision);
        }
    }

    /** What is to be said of it, by what it is about; nothing while all is well. */
    public Map<String, String> notes() {
        return trail == null ? Map.of() : trail.notes();
    }

    /** Why no login can be answered; null while some can. */
    public @Nullable String obstacle() {
        return trail == null ? null : trail.obstacle();
    }

    /** Has stored what waits, for a while, and ends. */
    @Override
    public void close() {
        if (trail != null) {
            trail.close();
        }
    }
}
