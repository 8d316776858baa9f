package io.gatehouse.directory;

import io.gatehouse.policy.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A directory that has all its users in memory, read from a file, a bucket or the configuration. */
public interface LoadedDirectory extends Directory {
    /** Reads the users now, whether they have changed or not; true when they could be used. */
    CompletableFuture<Boolean> reload();

    /** Ends once its users are known for the first time, or it has turned out that they cannot be for now. */
    default CompletableFuture<Void> usersKnown() {
        return CompletableFuture.completedFuture(null);
    }

    /** Reviews the users again, and warns anew when there is something else to be said of them than before. */
    void reconsider();

    /** Its users, made anew for each who asks. */
    Stream<Identity> identities();

    /** Says what a version of nats-server makes of the users' limits, where any have some. */
    default void servedBy(String version) {}
}
