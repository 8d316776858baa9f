package io.gatehouse.directory.http;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebRequest;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a service is asked about one login, and what its answer means. */
interface LoginExchange {
    /** What of a login may change the answer. */
    Set<LoginPart> reads();

    /** Whether a login brings what is asked about. */
    boolean takes(AuthorizationRequest login);

    /** Where it is asked. */
    WebUrl target(WebUrl configured, AuthorizationRequest login);

    WebRequest request(AuthorizationRequest login);

    /** Is told before a login is asked about at a URL, and may ask for what the answer will have to be held against. */
    default void asking(WebUrl configured) {}

    /** Whether an answer says something of the login, so that no other server need be asked. */
    boolean decides(WebAnswer answer);

    /**
     * What the answer says; an {@link io.gatehouse.policy.UndecidedException}, thrown or in the answer, where it decides nothing.
     */
    Answer<LookupResult> result(WebAnswer answer, AuthorizationRequest login, LookupTerms terms);

    /**
     * Looks at the answer about somebody who does not exist.
     *
     * @throws io.gatehouse.policy.UndecidedException when the service cannot be relied on
     */
    void verify(WebAnswer madeUp);

    /** A password hash as its users have; null where none is known. */
    default @Nullable PasswordHash decoy() {
        return null;
    }
}
