package io.gatehouse.directory.chain;

import io.gatehouse.directory.LookupResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one login at one directory of a chain.
 *
 * @param directory the name of the directory
 * @param type its type
 * @param unmatched why it was not asked: what the login does not fit, such as {@code match.user: a*}; empty where that is not why
 * @param result what it answered; null when it was not asked, or cannot decide
 * @param detail why it cannot decide, without a secret; empty where that does not apply
 */
public record DirectoryAnswer(
        String directory,
        String type,
        State state,
        List<String> unmatched,
        @Nullable LookupResult result,
        String detail) {
    public DirectoryAnswer {
        unmatched = List.copyOf(unmatched);
    }

    /** What it was. */
    public enum State {
        /** A directory before it has ended the chain. */
        NOT_REACHED,
        /** The login is not one that it is asked about. */
        NO_MATCH,
        /** There is no such user in it, or the login brings nothing that it could look up. */
        NOT_MINE,
        FOUND,
        REJECTED,
        /** It would have been asked, and something else kept it from that: the verdict tells what. */
        NOT_BEGUN,
        /** It failed, or did not answer in time, so that nothing can be decided. */
        CANNOT_DECIDE
    }

    /** Whether no directory after it is asked. */
    boolean endsTheChain() {
        return switch (state) {
            case FOUND, REJECTED, CANNOT_DECIDE, NOT_BEGUN -> true;
            case NOT_REACHED, NO_MATCH, NOT_MINE -> false;
        };
    }

    DirectoryAnswer notReached() {
        return new DirectoryAnswer(directory, type, State.NOT_REACHED, List.of(), null, "");
    }
}
