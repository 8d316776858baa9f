package io.gatehouse.nats;

import io.gatehouse.claims.UserInfo;
import io.gatehouse.claims.jwt.ClaimsException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The request to the server who our user is, and its answers. Other users of the account may answer it as well, and
 * nothing tells their answers from the server's; but they cannot keep that one from coming.
 */
public final class UserInfoRequest implements AutoCloseable {
    public static final String SUBJECT = "$SYS.REQ.USER.INFO";

    /** Whoever answers more often than that has nothing to say. */
    private static final int MOST_ANSWERS = 64;

    private static final int MOST_PENDING_MESSAGES = 4096;
    private static final int MOST_PENDING_BYTES = 8 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final Subscription inbox;

    private UserInfoRequest(Subscription inbox) {
        this.inbox = inbox;
    }

    public static UserInfoRequest send(Connection connection) {
        Subscription inbox = connection.subscribe(connection.createInbox());
        inbox.setPendingLimits(MOST_PENDING_MESSAGES, MOST_PENDING_BYTES);
        connection.publish(SUBJECT, inbox.getSubject(), NOTHING);
        return new UserInfoRequest(inbox);
    }

    /**
     * The answers, waited for until there is one that is good enough, which is the last then.
     *
     * @param patience how long to wait for the first
     * @param more how long to wait for a better one than the first
     */
    public List<UserInfo> answers(Predicate<UserInfo> good, Duration patience, Duration more)
            throws InterruptedException {
        List<UserInfo> answers = new ArrayList<>();
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0; left = until - System.nanoTime()) {
            // The client library counts in milliseconds, and takes none for no limit.
            Message message = inbox.nextMessage(Duration.ofMillis(1 + left / 1_000_000));
            UserInfo answer = message == null ? null : read(message);
            if (answer == null) {
                continue;
            }
            if (answers.isEmpty()) {
                until = Math.min(until, System.nanoTime() + more.toNanos());
            }
            if (good.test(answer)) {
                answers.add(answer);
                return answers;
            }
            if (answers.size() < MOST_ANSWERS) {
                answers.add(answer);
            }
        }
        return answers;
    }

    /** Null when it is none that a server gives. */
    public static @Nullable UserInfo read(Message message) {
        try {
            return UserInfo.decode(message.getData());
        } catch (ClaimsException e) {
            return null;
        }
    }

    /** Takes no more answers. */
    @Override
    public void close() {
        inbox.unsubscribe();
    }
}
