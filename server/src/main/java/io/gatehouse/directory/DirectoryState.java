package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a directory knows at one moment; immutable. */
public interface DirectoryState {
    /** All of a credential that can change an answer; what is not among it may differ, and the answer stays the same. */
    Set<CredentialPart> looksAt();

    /**
     * Whether a credential that was right once is right for as long as its question has the same {@linkplain
     * Question#generation generation}, so that it needs no other check: true only where every record is held in memory, and
     * each change of one gives it another generation at once. A directory that asks somebody else cannot know of every
     * change, and says no.
     */
    default boolean generationIsProof() {
        return false;
    }

    /** The question who a client is; null when the client presents nothing that this directory could look up. */
    @Nullable Question question(AuthorizationRequest request);
}
