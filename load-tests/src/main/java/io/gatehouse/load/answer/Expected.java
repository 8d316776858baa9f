package io.gatehouse.load.answer;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every right answer must have; what is null is not looked at.
 *
 * @param issuers the keys of which one must sign responses; empty: any signer is accepted
 * @param userIssuers the keys of which one must sign user JWTs; empty: any signer is accepted, but in config mode (the
 *     user JWT names its account as {@code aud}) it must be who signs the response
 * @param account name or public key of the account in which users are placed
 * @param publish the subjects that a user may publish to, where {@code {user}} stands for its name
 * @param subscribe the same for subscriptions
 */
public record Expected(
        Set<String> issuers,
        Set<String> userIssuers,
        @Nullable String account,
        @Nullable Set<String> publish,
        @Nullable Set<String> subscribe) {
    /** Nothing beyond what the protocol demands. */
    public static final Expected ANYTHING = new Expected(Set.of(), Set.of(), null, null, null);

    public Expected {
        issuers = Set.copyOf(issuers);
        userIssuers = Set.copyOf(userIssuers);
        publish = publish == null ? null : Set.copyOf(publish);
        subscribe = subscribe == null ? null : Set.copyOf(subscribe);
    }
}
