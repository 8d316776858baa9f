package io.gatehouse.logging;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import java.util.EnumMap;
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
 * second for each reason; one line a second says how many more there were. Never writes a secret: of what the client sent it
 * shows the user name, the public nkey and the client's name, without tokens and seeds that are in them, and nothing of {@code client_info.user}, in which servers
 * before 2.11.2 put a client's token.
 */
public final class DecisionLog implements DecisionListener, AutoCloseable {
    static final String LOGGER = "io.gatehouse.decisions";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final int MAX_NAME = 64;

    private final Map<DenyReason, LineBudget> denied = budgets(DenyReason.class);
    private final Map<Drop, LineBudget> dropped = budgets(Drop.class);
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
            line(log.atDebug(), decision)
                    .addKeyValue("account", cut(granted.account()))
                    .log("granted");
        }
    }

    /** A user whose answer is too large cannot log in until somebody corrects that, so it is more than a note. */
    private void denied(Decision decision, Verdict.Denied refusal) {
        Level level = refusal.reason() == DenyReason.ANSWER_TOO_LARGE ? Level.WARN : Level.INFO;
        if (!log.isEnabledForLevel(level) || !mayWrite(denied, refusal.reason())) {
            return;
        }
        LoggingEventBuilder line =
                log.atLevel(level).addKeyValue("reason", refusal.reason().code());
        line(detailed(line, refusal.detail()), decision).log("denied");
    }

    private void dropped(Decision decision, Verdict.Dropped drop, int requests) {
        Drop reason = drop.reason();
        Level level = reason.isMistake() ? Level.ERROR : Level.WARN;
        if (!log.isEnabledForLevel(level) || !mayWrite(dropped, reason)) {
            return;
        }
        LoggingEventBuilder line = who(log.atLevel(level).addKeyValue("reason", reason.code()), decision);
        detailed(requests == 1 ? line : line.addKeyValue("requests", requests), drop.detail())
                .log("no answer");
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

    private static LoggingEventBuilder line(LoggingEventBuilder line, Decision decision) {
        return who(line, decision).addKeyValue("us", TimeUnit.NANOSECONDS.toMicros(decision.nanos()));
    }

    private static LoggingEventBuilder detailed(LoggingEventBuilder line, String detail) {
        return detail.isEmpty() ? line : line.addKeyValue("detail", detail);
    }

    /** Whose it was, and by which directory, where one has answered. */
    private static LoggingEventBuilder who(LoggingEventBuilder line, Decision decision) {
        LoggingEventBuilder who = who(line, decision.request(), decision.identity());
        String directory = decision.directory();
        return ruled(directory == null ? who : who.addKeyValue("directory", directory), decision.rules());
    }

    /** By which rules, and what they have the log say. */
    private static LoggingEventBuilder ruled(LoggingEventBuilder line, AppliedRules rules) {
        LoggingEventBuilder ruled =
                rules.names().isEmpty() ? line : line.addKeyValue("rules", String.join(",", rules.names()));
        return rules.note().isEmpty() ? ruled : ruled.addKeyValue("note", rules.note());
    }

    private static LoggingEventBuilder who(
            LoggingEventBuilder line, @Nullable AuthorizationRequest request, @Nullable Identity identity) {
        if (request == null) {
            return line;
        }
        LoggingEventBuilder who =
                identity == null ? who(line, request.connect()) : line.addKeyValue("user", cut(identity.name()));
        return who.addKeyValue("host", cut(request.client().host()))
                .addKeyValue("kind", cut(request.client().kind()))
                .addKeyValue("type", cut(request.client().type()))
                .addKeyValue("client", cut(client(request.client())))
                .addKeyValue("server", cut(request.server().name()))
                .addKeyValue("cid", request.client().id());
    }

    /** What the client calls itself: its name, or its MQTT client id where it has no other. */
    private static String client(ClientInfo client) {
        return client.name().isEmpty() ? client.mqttId() : client.name();
    }

    private static LoggingEventBuilder who(LoggingEventBuilder line, ConnectOptions connect) {
        if (connect.user() != null) {
            return line.addKeyValue("user", cut(connect.user()));
        }
        if (connect.isSentinelAlone()) {
            return line.addKeyValue("by", "sentinel");
        }
        if (connect.nkey() != null) {
            return line.addKeyValue("nkey", cut(connect.nkey()));
        }
        return line.addKeyValue("by", connect.token() != null ? "token" : "nothing");
    }

    private static String cut(String given) {
        String text = SecretTexts.hidden(given);
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
    }

    private static <E extends Enum<E>> Map<E, LineBudget> budgets(Class<E> type) {
        Map<E, LineBudget> budgets = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            budgets.put(constant, new LineBudget());
        }
        return budgets;
    }
}
