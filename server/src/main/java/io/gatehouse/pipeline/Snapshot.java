package io.gatehouse.pipeline;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.policy.Authorizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that answers depend on and that may be exchanged while the service runs. It is exchanged as a whole, and a request is
 * answered by the one that it was opened with.
 *
 * @param issuers sign
 * @param xkeys open and seal; none when requests come in the clear
 * @param subjects what {@code sub} of a request may be; empty for any
 * @param authorizer decides, with the directories and the policy of this snapshot
 * @param configuration the revision of the configuration that it was made of; empty when nobody asks for it
 */
public record Snapshot(
        Issuers issuers, Xkeys xkeys, Set<String> subjects, Authorizer authorizer, String configuration) {
    public Snapshot {
        subjects = Set.copyOf(subjects);
    }

    /** Of no configuration that anybody asks for. */
    public Snapshot(Issuers issuers, Xkeys xkeys, Set<String> subjects, Authorizer authorizer) {
        this(issuers, xkeys, subjects, authorizer, "");
    }

    /**
     * With one issuer, and one xkey at most.
     *
     * @param response signs with the issuer's key
     * @param boxes our xkey and its peers; null when requests come in the clear
     */
    public Snapshot(ResponseJwt response, @Nullable BoxKeys boxes, Set<String> subjects, Authorizer authorizer) {
        this(Issuers.of(response), boxes == null ? Xkeys.NONE : Xkeys.of(boxes), subjects, authorizer);
    }

    /** The xkeys that are held, each with its peers; none when requests come in the clear. */
    List<BoxKeys> boxes() {
        return xkeys.all();
    }
}
