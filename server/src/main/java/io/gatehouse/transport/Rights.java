package io.gatehouse.transport;

import io.gatehouse.claims.UserInfo;
import io.gatehouse.nats.UserInfoRequest;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What our user may do at the server.
 *
 * @param answering whether it may answer requests
 * @param account where it is; null when that is not told
 */
record Rights(Answering answering, @Nullable String account) {
    /** Where servers take the answers to their requests. */
    static final String ANSWERS = "$SYS._INBOX.";

    /** Nobody listens there; the server tells at once when we may not publish to it. */
    static final String PROBE = ANSWERS + "gatehouse.rights";

    /** Said where the server does not tell whether answers may be published. */
    static final String UNVERIFIED =
            "nats-server does not tell whether the service's user may publish answers, so that it is"
                    + " not ready before one was taken: allow the user to publish to " + ANSWERS + ">, or where it has"
                    + " allow_responses, to publish to " + UserInfoRequest.SUBJECT + " and to subscribe to _INBOX.>";

    private static final byte[] NOTHING = {};

    /**
     * How long to wait for an answer that names a better account than the first: all are one round trip away. Where the right to
     * answer is at stake it is a whole round trip's time.
     */
    private static final Duration MORE = Duration.ofMillis(500);

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
     * Finds them out. What the server says unasked and shows by refusing the probe nobody else can make up. Only what is
     * not known by that is taken from the answers to our question, and the best of them counts: a false one that came first
     * would make a service not ready that is.
     *
     * @param likely whether requests may be expected in an account
     * @throws UnableException when answers may not be published, or there is no room for our subscriptions
     * @throws TimeoutException when the server does not answer within a round trip's time
     */
    static Rights ask(Connection connection, LinkAttempt attempt, Predicate<String> likely, Duration roundTrip)
            throws UnableException, TimeoutException, InterruptedException {
        try (UserInfoRequest request = UserInfoRequest.send(connection)) {
            probe(connection);
            connection.flush(roundTrip);
            List<String> errors = attempt.errors();
            verifyRoom(errors);
            boolean refused = any(errors, Violation::isOfProbe);
            String told = attempt.port().connectInfo().account();
            if (any(errors, Rights::isOfAsking) || (told != null && !refused)) {
                return new Rights(refused ? Answering.UNKNOWN : Answering.ALLOWED, told);
            }
            Predicate<UserInfo> good = answer -> (!refused || answer.allowsResponses())
                    && (told == null ? likely.test(answer.account()) : told.equals(answer.account()));
            List<UserInfo> answers = request.answers(good, roundTrip, refused ? roundTrip : MORE);
            return of(
                    refused,
                    told,
                    answers.stream().filter(good).findFirst().map(List::of).orElse(answers));
        }
    }

    /** @param answers the good one alone, or all that are not */
    private static Rights of(boolean refused, @Nullable String told, List<UserInfo> answers) throws UnableException {
        return new Rights(refused ? asResponses(answers) : Answering.ALLOWED, told == null ? account(answers) : told);
    }

    /** Of several answers that do not tell of the right, one may be missing: the server's. */
    private static Answering asResponses(List<UserInfo> answers) throws UnableException {
        if (answers.stream().anyMatch(UserInfo::allowsResponses)) {
            return Answering.AS_RESPONSES;
        }
        if (answers.size() == 1) {
            throw UnableException.toAnswer();
        }
        return Answering.UNKNOWN;
    }

    /** Null when the answers contradict each other. */
    private static @Nullable String account(List<UserInfo> answers) {
        List<String> accounts =
                answers.stream().map(UserInfo::account).distinct().toList();
        return accounts.size() == 1 ? accounts.get(0) : null;
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
        return violation.subject().equals(UserInfoRequest.SUBJECT) || violation.kind() == Violation.Kind.SUBSCRIBE;
    }
}
