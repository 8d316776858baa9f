package io.gatehouse.pipeline;

import io.gatehouse.spans.LoginStep;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.Traceable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers one request: admit, open, decode, authorize, sign, seal, reply; where it must, it records an answer before it is sent. */
final class CalloutPipeline {
    private final Function<Arrival, Arrival> admit;
    private final Function<Arrival, Opened> open;
    private final Function<Opened, Decoded> decode;
    private final Function<Decoded, Mono<Authorized>> authorize;
    private final Function<Authorized, Signed> sign;
    private final Function<Signed, Signed> seal;
    private final @Nullable Function<Signed, Mono<Signed>> keep;
    private final Function<Signed, Signed> reply;

    /** @param traced whether some logins are traced, of which is noted when each step begins */
    CalloutPipeline(
            boolean traced,
            Admit admission,
            Open opener,
            Decode decoder,
            Authorize authorizer,
            Sign signer,
            Seal sealer,
            @Nullable Keep keeper,
            Reply replier) {
        this.admit = step(traced, LoginStep.ADMIT, admission::admit);
        this.open = step(traced, LoginStep.OPEN, opener::open);
        this.decode = step(traced, LoginStep.DECODE, decoder::decode);
        this.authorize = step(traced, LoginStep.AUTHORIZE, authorizer::authorize);
        this.sign = step(traced, LoginStep.SIGN, signer::sign);
        this.seal = step(traced, LoginStep.SEAL, sealer::seal);
        this.keep = keeper == null ? null : step(traced, LoginStep.RECORD, keeper::keep);
        this.reply = step(traced, LoginStep.REPLY, replier::reply);
    }

    private static <I extends Traceable, O> Function<I, O> step(boolean traced, LoginStep name, Function<I, O> step) {
        return traced ? in -> noted(name, step, in) : step;
    }

    private static <I extends Traceable, O> O noted(LoginStep name, Function<I, O> step, I in) {
        LoginTrace trace = in.trace();
        if (trace != null) {
            trace.begins(name);
        }
        return step.apply(in);
    }

    /** What was answered; or a {@link DroppedException} when nothing was. */
    Mono<Signed> answer(Arrival arrival) {
        Mono<Signed> sealed = Mono.just(arrival)
                .map(admit)
                .map(open)
                .map(decode)
                .flatMap(authorize)
                .map(sign)
                .map(seal);
        return keep == null ? sealed.map(reply) : sealed.flatMap(keep).map(reply);
    }
}
