package io.gatehouse.directory.nkey;

import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * A public nkey that the records of several users have, so that nobody can log in with it.
 *
 * @param named the first few of them: a login without any proof asks for the words, however many have the key
 * @param number of all of them
 */
public record SharedNkey(String key, List<String> named, int number) {
    /** So many are named. */
    static final int NAMED = 3;

    /** A key of all who are in a set. */
    public static SharedNkey of(String key, SortedSet<String> users) {
        return new SharedNkey(key, users.stream().limit(NAMED).toList(), users.size());
    }

    /** What is to be said of it. */
    public String words() {
        int others = number - named.size();
        return "nkey " + key + " is that of user "
                + named.stream().map(Quoted::of).collect(Collectors.joining(" and of user "))
                + (others > 0 ? " and " + others + " more" : "")
                + ": nobody can log in with it until it is one user's";
    }
}
