package io.gatehouse.directory.shared;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.threads.Recovery;
import java.time.Instant;

/**
 * Where the answer to a lookup is left for other instances.
 *
 * @param begun when the directory was asked: what has changed since then may not be in the answer
 */
public record SharedAnswer(SharedCredential credential, Instant begun) {
    /**
     * The directory has answered.
     *
     * @param wasGood whether this instance knew the credential to be right
     */
    public void answered(LookupResult result, boolean wasGood) {
        Recovery.run(
                () -> {
                    if (result instanceof LookupResult.Found found) {
                        credential.found(found, begun);
                    } else {
                        credential.refused(wasGood);
                    }
                },
                SharedCredential::mistaken);
    }
}
