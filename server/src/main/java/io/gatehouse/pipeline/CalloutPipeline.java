package io.gatehouse.pipeline;

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

    CalloutPipeline(
            Admit admission,
            Open opener,
            Decode decoder,
            Authorize authorizer,
            Sign signer,
            Seal sealer,
            @Nullable Keep keeper,
            Reply replier) {
        this.admit = admission::admit;
        this.open = opener::open;
        this.decode = decoder::decode;
        this.authorize = authorizer::authorize;
        this.sign = signer::sign;
        this.seal = sealer::seal;
        this.keep = keeper == null ? null : keeper::keep;
        this.reply = replier::reply;
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
