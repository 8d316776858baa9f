package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What our user may do at the server.
 *
 * @param answering whether it may answer requests
 * @param user who it is; null when it may not ask
 */
record Rights(Answering answering, @Nullable UserInfo user) {
    /** Where servers take the answers to their requests. */
    static final String ANSWERS = "$SYS._INBOX.";

    /** Nobody listens there; the server tells at once when we may not publish to it. */
    static final String PROBE = ANSWERS + "gatehouse.rights";

    private static final byte[] NOTHING = {};

    /** Whether answers may be published. */
    enum Answering {
        /** To all subjects on which servers take them. */
        ALLOWED,
        /** As replies to what was received ({@code allow_responses}). */
        AS_RESPONSES,
        /** The server does not tell. */
        UNKNOWN;

        /**
         * Whether it shows that answers are not taken. Where the server has told that they are, only our own probe shows that
         * this has changed: all other subjects are chosen by those who ask.
         */
        boolean isLostBy(Violation violation) {
            return switch (this) {
                case ALLOWED -> violation.isOfProbe();
                case UNKNOWN -> violation.isOfAnswers();
                case AS_RESPONSES -> false;
            };
        }
    }

    /**
     * Finds them out.
     *
     * @throws UnableException when answers may not be published, or there is no room for our subscriptions
     * @throws TimeoutException when the server does not answer within a round trip's time
     */
    static Rights ask(Connection connection, LinkAttempt attempt, Duration roundTrip)
            throws UnableException, TimeoutException, InterruptedException {
        CompletableFuture<Message> reply = connection.request(UserInfo.SUBJECT, NOTHING);
        probe(connection);
        connection.flush(roundTrip);
        List<String> errors = attempt.errors();
        verifyRoom(errors);
        UserInfo user = any(errors, Rights::isOfAsking) ? null : user(reply, roundTrip);
        if (!any(errors, Violation::isOfProbe)) {
            return new Rights(Answering.ALLOWED, user);
        }
        if (user == null) {
            return new Rights(Answering.UNKNOWN, null);
        }
        if (user.allowsResponses()) {
            return new Rights(Answering.AS_RESPONSES, user);
        }
        throw UnableException.toAnswer();
    }

    private static void verifyRoom(List<String> errors) throws UnableException {
        for (String error : errors) {
            UnableException limit = UnableException.ofLimit(error);
            if (limit != null) {
                throw limit;
            }
        }
    }

    /** Has the server tell when answers may no longer be published. */
    static void probe(Connection connection) {
        connection.publish(PROBE, NOTHING);
    }

    private static boolean any(List<String> errors, Predicate<Violation> wanted) {
        return errors.stream().map(Violation::of).anyMatch(violation -> violation != null && wanted.test(violation));
    }

    private static boolean isOfAsking(Violation violation) {
        return violation.subject().equals(UserInfo.SUBJECT) || violation.kind() == Violation.Kind.SUBSCRIBE;
    }

    private static @Nullable UserInfo user(CompletableFuture<Message> reply, Duration roundTrip)
            throws InterruptedException {
        try {
            return UserInfo.parse(
                    reply.get(roundTrip.toNanos(), TimeUnit.NANOSECONDS).getData());
        } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
            return null;
        }
    }
}
