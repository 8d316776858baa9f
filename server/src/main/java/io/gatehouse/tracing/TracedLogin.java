package io.gatehouse.tracing;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.Verdict;
import io.gatehouse.spans.BackendSpan;
import io.gatehouse.spans.LoginStep;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.tracing.LoginSpan.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one login, made when that has ended: the login as a whole, the wait in the queue, each step that was begun, and each
 * question to a backend. It has nothing of what the client sent, and no user's name. It takes some KB, and 64 KB at most: spans and
 * attributes are bounded in number and length.
 *
 * @param spans the login as a whole first
 */
record TracedLogin(String traceId, List<LoginSpan> spans) {
    private static final String ATTRIBUTE = "gatehouse.";
    private static final int LONGEST = 128;

    TracedLogin {
        spans = List.copyOf(spans);
    }

    static TracedLogin of(Decision decision, LoginTrace trace) {
        List<LoginSpan> spans = new ArrayList<>();
        String error = decision.verdict() instanceof Verdict.Dropped drop
                ? drop.reason().code()
                : null;
        long end = trace.sinceEpoch(decision.endedAt());
        long arrived = trace.sinceEpoch(decision.arrivedAt());
        spans.add(new LoginSpan(trace.spanId(), null, "login", Kind.SERVER, arrived, end, attributes(decision), error));
        spans.add(queue(trace, arrived, trace.sinceEpoch(decision.takenAt())));
        addSteps(spans, decision, trace, error);
        trace.asked(decision.endedAt()).forEach(call -> spans.add(call(call, trace)));
        return new TracedLogin(trace.traceId(), spans);
    }

    /** Each step ends when the next begins, the last one with the login. */
    private static void addSteps(List<LoginSpan> spans, Decision decision, LoginTrace trace, @Nullable String error) {
        List<LoginStep> begun = Arrays.stream(LoginStep.values())
                .filter(step -> trace.begunAt(step) != 0)
                .toList();
        for (int i = 0; i < begun.size(); i++) {
            boolean isLast = i == begun.size() - 1;
            long end = isLast ? decision.endedAt() : trace.begunAt(begun.get(i + 1));
            LoginStep step = begun.get(i);
            spans.add(new LoginSpan(
                    step == LoginStep.AUTHORIZE ? trace.authorizeId() : trace.newId(),
                    trace.spanId(),
                    step.name().toLowerCase(Locale.ROOT),
                    Kind.INTERNAL,
                    trace.sinceEpoch(trace.begunAt(step)),
                    trace.sinceEpoch(end),
                    Map.of(),
                    isLast ? error : null));
        }
    }

    private static LoginSpan queue(LoginTrace trace, long begin, long end) {
        return new LoginSpan(trace.newId(), trace.spanId(), "queue", Kind.INTERNAL, begin, end, Map.of(), null);
    }

    private static LoginSpan call(BackendSpan call, LoginTrace trace) {
        Map<String, Object> attributes = new HashMap<>(call.attributes());
        attributes.replaceAll((name, value) -> value instanceof String text ? shortened(text) : value);
        String error = call.error();
        if (error != null) {
            attributes.put("error.type", error);
        }
        return new LoginSpan(
                call.spanId(),
                trace.authorizeId(),
                call.name(),
                Kind.CLIENT,
                trace.sinceEpoch(call.begunAt()),
                trace.sinceEpoch(call.endedAt()),
                attributes,
                error);
    }

    private static Map<String, Object> attributes(Decision decision) {
        Map<String, Object> attributes = new HashMap<>();
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Granted granted) {
            put(attributes, "verdict", "granted");
            put(attributes, "account", granted.account());
        } else if (verdict instanceof Verdict.Denied denied) {
            put(attributes, "verdict", "denied");
            put(attributes, "reason", denied.reason().code());
        } else if (verdict instanceof Verdict.Dropped dropped) {
            put(attributes, "verdict", "no_answer");
            put(attributes, "reason", dropped.reason().code());
        }
        String directory = decision.directory();
        if (directory != null) {
            put(attributes, "directory", directory);
            put(attributes, "origin", decision.origin().name().toLowerCase(Locale.ROOT));
        }
        attributes.put(ATTRIBUTE + "rules", (long) decision.rules().names().size());
        AuthorizationRequest request = decision.request();
        if (request != null) {
            ClientInfo client = request.client();
            put(attributes, "connection.kind", client.kind());
            put(attributes, "connection.type", client.type());
            put(attributes, "server", request.server().name());
        }
        return attributes;
    }

    private static void put(Map<String, Object> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(ATTRIBUTE + name, shortened(value));
        }
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }
}
