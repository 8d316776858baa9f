package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import reactor.core.publisher.Mono;

/** A directory whose answers may be remembered for as long as the state that they come from is in use. */
public interface StatefulDirectory extends Directory {
    /** The state in use; it is replaced as a whole. */
    DirectoryState state();

    /** Asks the state in use, once it is subscribed to, and remembers nothing. */
    @Override
    default Mono<LookupResult> find(AuthorizationRequest request, long deadline) {
        Question question = state().question(request);
        if (question == null) {
            return Mono.just(LookupResult.NotMine.NOT_MINE);
        }
        Asking asking = Asking.until(deadline);
        return question.effort() == Effort.MEMORY
                ? Immediate.of(question.ask(asking).answer())
                : Mono.fromFuture(() -> question.ask(asking).answer(), true);
    }

    /** What it can hash; nothing where it hashes no passwords. */
    default HashingCapacity hashingCapacity() {
        return HashingCapacity.NONE;
    }

    @Override
    default boolean looksAtCertificates() {
        return state().looksAt().contains(CredentialPart.CERTIFICATE);
    }
}
