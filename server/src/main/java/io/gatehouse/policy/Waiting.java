package io.gatehouse.policy;

import io.gatehouse.policy.UndecidedException.Reason;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** What a verdict waits for at the moment, so that the one who gives it up at its deadline can say what was late. */
public final class Waiting {
    private volatile Reason late = Reason.DIRECTORY_LATE;

    /** What is late if the verdict is not there now: the directory, unless something else was named. */
    public Reason late() {
        return late;
    }

    /** The same verdict, for which this hears what is waited for. */
    public <T> Mono<T> observing(Mono<T> verdict) {
        return verdict.contextWrite(Context.of(Waiting.class, this));
    }

    /** The same answer; while it is waited for, this is what is late. */
    public static <T> Mono<T> on(Reason late, Mono<T> answer) {
        return Mono.deferContextual(context -> {
            @Nullable Waiting waiting = context.getOrDefault(Waiting.class, null);
            if (waiting != null) {
                waiting.late = late;
            }
            return answer;
        });
    }
}
