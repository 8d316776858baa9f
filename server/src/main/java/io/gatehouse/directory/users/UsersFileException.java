package io.gatehouse.directory.users;

import java.util.ArrayList;
import java.util.List;

/** Says everything that is wrong with a users file, one mistake a line, and never a password. */
public final class UsersFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    public UsersFileException(List<String> mistakes) {
        super(String.join("\n", mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each mistake, as {@code users.json:12:7: user "bob": account: must not be empty}. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** These mistakes, and those of another file. */
    public UsersFileException and(UsersFileException other) {
        List<String> both = new ArrayList<>(mistakes);
        both.addAll(other.mistakes);
        return new UsersFileException(both);
    }
}
