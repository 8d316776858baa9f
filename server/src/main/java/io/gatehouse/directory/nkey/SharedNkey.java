package io.gatehouse.directory.nkey;

import io.gatehouse.policy.text.Quoted;
import java.util.Collection;
import java.util.stream.Collectors;

/** A public nkey that the records of several users have, so that nobody can log in with it. */
public record SharedNkey(String key, Collection<String> users) {
    /** What is to be said of it. */
    public String words() {
        return "nkey " + key + " is that of user "
                + users.stream().map(Quoted::of).collect(Collectors.joining(" and of user "))
                + ": nobody can log in with it until it is one user's";
    }
}
