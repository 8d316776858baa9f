package io.gatehouse.directory;

import io.gatehouse.spans.BackendCall;
import io.gatehouse.spans.LoginTrace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The trace of a login on its way to whoever asks a backend for it: in Reactor's context, below the answer that is waited for. */
public final class LookupTrace {
    private LookupTrace() {}

    /** The same context, in which the trace is found. */
    static Context in(Context context, @Nullable LoginTrace trace) {
        return trace == null ? context : context.put(LoginTrace.class, trace);
    }

    /** The trace of the login that something is asked for; null where there is none. */
    public static @Nullable LoginTrace of(ContextView context) {
        return context.getOrDefault(LoginTrace.class, null);
    }

    /** The same answer, of which the trace has a question to a backend; as it is where there is no trace. */
    static <T> Mono<T> asking(@Nullable LoginTrace trace, String name, Map<String, Object> attributes, Mono<T> answer) {
        return trace == null
                ? answer
                : Mono.defer(() -> {
                    BackendCall call = trace.ask(name, attributes);
                    return ended(call, answer.doOnSuccess(unused -> call.answered()));
                });
    }

    /** The same answer, whose failure is noted, and that nobody waits for it any more. */
    public static <T> Mono<T> ended(BackendCall call, Mono<T> answer) {
        return answer.doOnError(call::failed).doOnCancel(call::cancelled);
    }
}
