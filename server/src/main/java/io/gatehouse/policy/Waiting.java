package io.gatehouse.policy;

import io.gatehouse.drops.Drop;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** What a verdict waits for at the moment, so that the one who gives it up at its deadline can say what was late. */
public final class Waiting {
    private volatile Supplier<Drop> late = () -> Drop.UNDECIDED;

    /** What is late if the verdict is not there now: the directory, unless something else was named. */
    public Drop late() {
        return late.get();
    }

    /** The same verdict, for which this hears what is waited for. */
    public <T> Mono<T> observing(Mono<T> verdict) {
        return verdict.contextWrite(LateErrors.ignored(Context.of(Waiting.class, this)));
    }

    /** The same answer; when it does not come in time, this tells what was late. */
    public static <T> Mono<T> on(Supplier<Drop> late, Mono<T> answer) {
        return Mono.deferContextual(context -> {
            @Nullable Waiting waiting = context.getOrDefault(Waiting.class, null);
            if (waiting != null) {
                waiting.late = late;
            }
            return answer;
        });
    }
}
