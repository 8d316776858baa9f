package io.gatehouse.load.clients.policy;

/**
 * What one client remembers of its attempts, and what follows from it. Times are in nanoseconds of one clock. The first
 * attempt ever is retried like any other, as libraries do when they are asked to keep trying their first connect.
 */
public interface Retries {
    /** The first attempt: at once, at the first server. */
    default NextAction first(long now) {
        return new NextAction.Dial(0, 0);
    }

    /** An established login is gone. */
    NextAction dropped(long now);

    /** An attempt has led to nothing. */
    NextAction failed(long now);

    /** The server being dialled, or talked to, has sent an error: whether the library now closes the client. */
    boolean closesAfter(ServerError error, boolean loggedIn);

    /** The attempt has become a login. */
    void loggedIn();
}
