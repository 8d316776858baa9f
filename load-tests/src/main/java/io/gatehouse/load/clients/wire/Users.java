package io.gatehouse.load.clients.wire;

import io.gatehouse.crypto.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;

/** The users of a crowd of clients; client {@code n} is user {@code n} modulo their number. */
@FunctionalInterface
public interface Users {
    /** Who a client is. */
    Who of(int client);

    /**
     * Users made by patterns of {@link String#format}, to which the user's number is given, from 0.
     *
     * @param users how many differ, over 0
     * @throws IllegalArgumentException when a pattern cannot take a number
     */
    static Users patterns(String user, String password, int users) {
        if (users < 1) {
            throw new IllegalArgumentException("--users is " + users + "; at least 1 is needed");
        }
        check("--user-pattern", user);
        check("--password-pattern", password);
        return client -> {
            int number = client % users;
            return new Who(filled(user, number), Secret.of(filled(password, number)));
        };
    }

    /**
     * Users of a file: one a line, name and password with a blank, tab or colon between them; empty lines and those that
     * begin with # do not count.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when a line is no user, or there is none; the message quotes no password
     */
    static Users file(Path file) throws IOException {
        List<Who> all = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                all.add(parse(line, file + ", line " + (i + 1)));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(file + " has no users: one a line is needed, name and password");
        }
        return client -> all.get(client % all.size());
    }

    private static Who parse(String line, String where) {
        String[] parts = line.split("[:\\s]+", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(where + ": a name and a password are needed, with a blank between them");
        }
        return new Who(parts[0], Secret.of(parts[1]));
    }

    private static void check(String flag, String pattern) {
        try {
            filled(pattern, 0);
        } catch (IllegalFormatException e) {
            throw new IllegalArgumentException(
                    flag + " '" + pattern + "' cannot take a user's number; write it like user-%06d");
        }
    }

    private static String filled(String pattern, int number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
