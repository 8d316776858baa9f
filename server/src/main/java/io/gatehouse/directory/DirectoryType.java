package io.gatehouse.directory;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of directory, as {@code type} in the configuration names it. Those of other jars are found by {@link
 * java.util.ServiceLoader}.
 */
public interface DirectoryType {
    /** What {@code type} says in the configuration. */
    String type();

    /** The keys of such a directory, beside those that every directory has. */
    List<Entry> keys();

    /**
     * Notes what is wrong with settings that are each valid by themselves, and what is missing.
     *
     * @param settings what is configured for one directory
     */
    default void check(Values settings) {}

    /** Whether its identities come with what they may; where they do not, only rules let anybody in. */
    default boolean statesRights() {
        return true;
    }

    /**
     * Whether the name of each identity is the user name of its login, so that {@code match.user} bounds the names that such
     * a directory gives.
     */
    default boolean namesByLogin() {
        return false;
    }

    /**
     * Whether an answer may be given for longer than the cache says while the backend fails: not where it says itself until when it
     * holds, as a token does.
     */
    default boolean maybeStale() {
        return true;
    }

    /**
     * Whether what clients bring may be longer than the login that nats-server takes by default, as tokens with many claims
     * are.
     */
    default boolean takesLongCredentials() {
        return false;
    }

    /**
     * What an operator should know of settings that are right, a line each, without a secret: that passwords go unencrypted, say.
     *
     * @param name what the configuration calls the directory
     */
    default List<String> warnings(String name, Values settings) {
        return List.of();
    }

    /**
     * Why such a directory does not tell by {@link Directory#changes()} which of its users change, so that live revocation does not
     * close their sessions; half a sentence for operators. Empty where it does.
     */
    default String unseenChanges(Values settings) {
        return "it can only be asked";
    }

    /**
     * Whether such a directory can be {@linkplain Directory#identityLookup asked} about a user without the user's credential, so that it can
     * be found out by asking what it does not tell.
     */
    default boolean isPollable(Values settings) {
        return false;
    }

    /** The files of such a directory by which anyone who can write them decides who gets in. */
    default List<Path> decisiveFiles(Values settings) {
        return List.of();
    }

    /**
     * Makes and starts a directory; does so though its backend is down.
     *
     * @param name what the configuration calls it
     * @param settings what is configured for it, without a mistake
     */
    Directory create(String name, Values settings, DirectoryContext context);
}
