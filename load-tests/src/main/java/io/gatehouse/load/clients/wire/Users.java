package io.gatehouse.load.clients.wire;

import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.TestUsers.Login;
import java.io.IOException;
import java.nio.file.Path;

/** The users of a group of clients; client {@code n} is user {@code n} modulo their number. */
@FunctionalInterface
public interface Users {
    /** Who a client is. */
    Login of(int client);

    /**
     * Users made by patterns, to which the user's number is given, from 0.
     *
     * @param users how many differ, over 0
     * @throws IllegalArgumentException when a pattern cannot take a number
     */
    static Users patterns(String user, String password, int users) {
        if (users < 1) {
            throw new IllegalArgumentException("--users is " + users + "; at least 1 is needed");
        }
        return inTurn(TestUsers.patterned(users, user, password, 0));
    }

    /**
     * Users of a file with lines {@code user password [account]}, as {@code load users --credentials} writes it.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when a line is no user, or there is none; the message quotes no password
     */
    static Users file(Path file) throws IOException {
        return inTurn(TestUsers.listed(file, 0));
    }

    private static Users inTurn(TestUsers group) {
        return client -> group.login(client % group.size());
    }
}
