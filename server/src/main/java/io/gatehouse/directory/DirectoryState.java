package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a directory knows at one moment; immutable. */
public interface DirectoryState {
    /** All of a credential that can change an answer; what is not among it may differ, and the answer stays the same. */
    Set<CredentialPart> looksAt();

    /** The question who a client is; null when the client presents nothing that this directory could look up. */
    @Nullable Question question(AuthorizationRequest request);
}
