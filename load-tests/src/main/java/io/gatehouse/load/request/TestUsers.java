package io.gatehouse.load.request;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clients that log in, each known by its index from 0. A share of them, spread evenly, always comes with a wrong
 * password.
 */
public final class TestUsers {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final int size;
    private final IntFunction<TestLogin> logins;
    private final double wrongShare;

    /**
     * A client's credentials; the password is not shown.
     *
     * @param account where it must be placed, null when that is not said
     */
    public record TestLogin(
            String user, String password, @Nullable String account) {
        @Override
        public String toString() {
            return user;
        }
    }

    private TestUsers(int size, IntFunction<TestLogin> logins, double wrongShare) {
        this.size = size;
        this.logins = logins;
        this.wrongShare = wrongShare;
    }

    /**
     * Clients whose names and passwords are made from their index.
     *
     * @param userPattern a format for one number, as {@code user-%06d}
     * @throws IllegalArgumentException when a pattern is not such a format
     */
    public static TestUsers patterned(int size, String userPattern, String passwordPattern, double wrongShare) {
        check("--user-pattern", userPattern);
        check("--password-pattern", passwordPattern);
        return new TestUsers(
                size,
                index -> new TestLogin(filled(userPattern, index), filled(passwordPattern, index), null),
                wrongShare);
    }

    /**
     * Clients of a file with lines {@code user password [account]}; empty lines and such that begin with # are passed
     * over.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when a line is none of that, or there is none; no password is quoted
     */
    public static TestUsers listed(Path file, double wrongShare) throws IOException {
        List<TestLogin> logins = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    logins.add(login(file, number, line));
                }
            }
        }
        if (logins.isEmpty()) {
            throw new IllegalArgumentException(file + " lists no users");
        }
        return new TestUsers(logins.size(), logins::get, wrongShare);
    }

    /** These clients, who all come with the right password. */
    public static TestUsers of(List<TestLogin> logins) {
        List<TestLogin> all = List.copyOf(logins);
        return new TestUsers(all.size(), all::get, 0);
    }

    private static TestLogin login(Path file, int number, String line) {
        String[] words = BLANKS.split(line.strip(), -1);
        if (words.length < 2 || words.length > 3) {
            throw new IllegalArgumentException(
                    file + ", line " + number + ": not \"user password\" or \"user password account\"");
        }
        return new TestLogin(words[0], words[1], words.length == 3 ? words[2] : null);
    }

    private static void check(String option, String pattern) {
        try {
            if (filled(pattern, 0).isBlank()) {
                throw new IllegalArgumentException(option + " makes an empty text");
            }
        } catch (IllegalFormatException wrong) {
            throw new IllegalArgumentException(
                    option + " '" + pattern + "' is not a format for one number, as user-%06d");
        }
    }

    /** The pattern with the number in it. */
    public static String filled(String pattern, int index) {
        return String.format(pattern, index);
    }

    public int size() {
        return size;
    }

    /** The credentials of a client, with the right password. */
    public TestLogin login(int index) {
        return logins.apply(index);
    }

    /** The credentials of a client where there may be more clients than users. */
    public TestLogin inTurn(int client) {
        return login(client % size());
    }

    /** Whether a client comes with a wrong password. */
    public boolean isWrong(int index) {
        return Math.floor((index + 1) * wrongShare) > Math.floor(index * wrongShare);
    }

    /** What a client presents as its password; a wrong one is the same each time, as of a client set up wrongly. */
    public String presented(int index) {
        String right = login(index).password();
        return isWrong(index) ? "wrong-" + right : right;
    }
}
