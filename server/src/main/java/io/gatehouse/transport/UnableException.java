package io.gatehouse.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says which right our user lacks at the server, and how it is given. */
final class UnableException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String SUBSCRIPTIONS = "maximum subscriptions exceeded";
    static final String RAISE = "raise the limit of subscriptions (subs) of the service's user, of its account, or"
            + " of the server (max_subscriptions)";

    private final boolean ofAnswers;

    UnableException(String message) {
        this(message, false);
    }

    private UnableException(String message, boolean ofAnswers) {
        super(message);
        this.ofAnswers = ofAnswers;
    }

    /** Whether it is the right to publish answers. */
    boolean isOfAnswers() {
        return ofAnswers;
    }

    /** That there is no room for our subscriptions, when that is what the server says; null for anything else. */
    static @Nullable UnableException ofLimit(String said) {
        return said.toLowerCase(Locale.ROOT).contains(SUBSCRIPTIONS)
                ? new UnableException("nats-server says \"" + SUBSCRIPTIONS + "\": " + RAISE)
                : null;
    }

    static UnableException toSubscribe(String queueGroup) {
        return new UnableException("nats-server does not let the service's user subscribe to " + CalloutService.SUBJECT
                + " in queue group " + queueGroup + ", so that no request arrives: allow the user to subscribe to "
                + CalloutService.SUBJECT);
    }

    static UnableException toAnswer() {
        return new UnableException(
                "nats-server does not let the service's user publish to " + Rights.ANSWERS
                        + ">, so that no answer arrives: allow the user to publish to " + Rights.ANSWERS + ">",
                true);
    }
}
