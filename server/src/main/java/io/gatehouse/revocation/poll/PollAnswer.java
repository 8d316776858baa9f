package io.gatehouse.revocation.poll;

/** What a directory says of a user, asked without the user's credential. */
public sealed interface PollAnswer {
    /**
     * Who it is.
     *
     * @param name by which everybody else knows the user
     * @param print the same number for as long as nothing of the identity changes
     */
    record Present(String name, long print) implements PollAnswer {}

    /** There is no such user, or nobody may log in as it. */
    enum Absent implements PollAnswer {
        ABSENT
    }
}
