package io.gatehouse.pipeline;

import reactor.core.publisher.Mono;

/** Answers one request: admit, open, decode, authorize, sign, seal, reply. */
final class CalloutPipeline {
    private final Admit admission;
    private final Open opener;
    private final Decode decoder;
    private final Authorize authorizer;
    private final Sign signer;
    private final Seal sealer;
    private final Reply replier;

    CalloutPipeline(
            Admit admission,
            Open opener,
            Decode decoder,
            Authorize authorizer,
            Sign signer,
            Seal sealer,
            Reply replier) {
        this.admission = admission;
        this.opener = opener;
        this.decoder = decoder;
        this.authorizer = authorizer;
        this.signer = signer;
        this.sealer = sealer;
        this.replier = replier;
    }

    /** The decision that was answered; or a {@link DroppedException} when nothing was. */
    Mono<Decided> answer(Arrival arrival) {
        return Mono.just(arrival)
                .map(admission::admit)
                .map(opener::open)
                .map(decoder::decode)
                .flatMap(authorizer::authorize)
                .map(signer::sign)
                .map(sealer::seal)
                .map(replier::reply);
    }
}
