package io.gatehouse.logging;

import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a line for each decision to the logger {@code io.gatehouse.decisions}: refusals as INFO, requests without an answer as WARN
 * (ERROR when somebody has to correct a mistake), grants as DEBUG. Refusals and drops have at most {@value LineBudget#LINES} lines a
 * second for each reason; one line a second says how many more there were. Never writes a secret: what it tells of a decision is a
 * {@link DecisionField}.
 */
public final class DecisionLog implements DecisionListener, AutoCloseable {
    static final String LOGGER = "io.gatehouse.decisions";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    private final Map<DenyReason, LineBudget> denied = budgets(DenyReason.class);
    private final Map<Drop, LineBudget> dropped = budgets(Drop.class);
    private final RecentRefusals refusals = new RecentRefusals();
    private final LongSupplier clock;
    private final Disposable summaries;
    private final boolean silent;

    public DecisionLog() {
        this(System::nanoTime, Schedulers.single());
    }

    /**
     * @param clock the time in nanoseconds
     * @param scheduler when the sums are written; null for one that never writes
     */
    DecisionLog(LongSupplier clock, @Nullable Scheduler scheduler) {
        this.clock = clock;
        this.silent = scheduler == null;
        this.summaries = scheduler == null
                ? Disposables.disposed()
                : scheduler.schedulePeriodically(this::summarize, 1, 1, TimeUnit.SECONDS);
    }

    /** One that writes nothing, since the lines that it may write are used up. */
    public static DecisionLog silent() {
        DecisionLog silent = new DecisionLog(() -> 0, null);
        silent.denied.values().forEach(LineBudget::spend);
        silent.dropped.values().forEach(LineBudget::spend);
        return silent;
    }

    @Override
    public void onDecision(Decision decision, int requests) {
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Granted granted) {
            granted(decision, granted);
        } else if (verdict instanceof Verdict.Denied refusal) {
            denied(decision, refusal);
        } else if (verdict instanceof Verdict.Dropped drop) {
            dropped(decision, drop, requests);
        }
    }

    private void granted(Decision decision, Verdict.Granted granted) {
        if (log.isDebugEnabled() && !silent) {
            timed(with(DecisionField.of(decision), log.atDebug()), decision)
                    .addKeyValue("account", DecisionField.cut(granted.account()))
                    .log("granted");
        }
    }

    /** A user whose answer is too large cannot log in until somebody corrects that, so it is more than a note. */
    private void denied(Decision decision, Verdict.Denied refusal) {
        Level level = refusal.reason() == DenyReason.ANSWER_TOO_LARGE ? Level.WARN : Level.INFO;
        if (!mayWrite(denied, refusal.reason())) {
            return;
        }
        String reason = refusal.reason().code();
        List<DecisionField> who = DecisionField.of(decision);
        refusals.add(Refusal.denied(decision, reason, refusal.detail(), who));
        if (log.isEnabledForLevel(level)) {
            LoggingEventBuilder line = log.atLevel(level).addKeyValue("reason", reason);
            timed(with(who, detailed(line, refusal.detail())), decision).log("denied");
        }
    }

    private void dropped(Decision decision, Verdict.Dropped drop, int requests) {
        Drop reason = drop.reason();
        Level level = reason.isMistake() ? Level.ERROR : Level.WARN;
        if (!mayWrite(dropped, reason)) {
            return;
        }
        List<DecisionField> who = DecisionField.of(decision);
        refusals.add(Refusal.dropped(decision, reason.code(), drop.detail(), requests, who));
        if (log.isEnabledForLevel(level)) {
            LoggingEventBuilder line = with(who, log.atLevel(level).addKeyValue("reason", reason.code()));
            detailed(requests == 1 ? line : line.addKeyValue("requests", requests), drop.detail())
                    .log("no answer");
        }
    }

    /** The last refusals and drops that the log may tell, whatever its level. */
    public RecentRefusals refusals() {
        return refusals;
    }

    /** Writes the last sums, and ends. */
    @Override
    public void close() {
        summaries.dispose();
        summarize();
    }

    /** One line for each reason that had more lines than it may write. */
    private void summarize() {
        denied.forEach((reason, budget) -> {
            long more = budget.heldBack();
            if (more > 0) {
                log.info("denied: {} more with reason {}", more, reason.code());
            }
        });
        dropped.forEach((reason, budget) -> {
            long more = budget.heldBack();
            if (more > 0) {
                log.warn("no answer: {} more with reason {}", more, reason.code());
            }
        });
    }

    private <E extends Enum<E>> boolean mayWrite(Map<E, LineBudget> budgets, E reason) {
        return Objects.requireNonNull(budgets.get(reason)).take(clock.getAsLong());
    }

    private static LoggingEventBuilder timed(LoggingEventBuilder line, Decision decision) {
        return line.addKeyValue("us", TimeUnit.NANOSECONDS.toMicros(decision.nanos()));
    }

    private static LoggingEventBuilder with(List<DecisionField> fields, LoggingEventBuilder line) {
        LoggingEventBuilder told = line;
        for (DecisionField field : fields) {
            told = told.addKeyValue(field.name(), field.value());
        }
        return told;
    }

    private static LoggingEventBuilder detailed(LoggingEventBuilder line, String detail) {
        return detail.isEmpty() ? line : line.addKeyValue("detail", detail);
    }

    private static <E extends Enum<E>> Map<E, LineBudget> budgets(Class<E> type) {
        Map<E, LineBudget> budgets = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            budgets.put(constant, new LineBudget());
        }
        return budgets;
    }
}
