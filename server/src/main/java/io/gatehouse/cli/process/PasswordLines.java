package io.gatehouse.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Passwords from the standard input, one a line. A line ends with a line feed, with or without a carriage return before it;
 * a byte order mark before the first is dropped, and every other blank is the password's own.
 */
public final class PasswordLines {
    /** The longest line, in characters. */
    private static final int LONGEST = 64 * 1024;

    private final BufferedReader in;
    private int line;

    public PasswordLines(BufferedReader in) {
        this.in = in;
    }

    /** How many lines were read. */
    public int line() {
        return line;
    }

    /**
     * The next password; null when there is none any more.
     *
     * @throws IllegalArgumentException when it cannot be meant; the message does not show it
     */
    public @Nullable String next() throws IOException {
        String text = text();
        if (text == null) {
            return null;
        }
        line++;
        String password = line == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
        check(password);
        return password;
    }

    /** A control character in a password is a slip of a tool: no client could send what nobody can type. */
    public static void check(String password) {
        for (int i = 0; i < password.length(); i++) {
            char c = password.charAt(i);
            if (Character.isISOControl(c) || c == '\ufeff') {
                throw new IllegalArgumentException(
                        String.format("has the control character U+%04X at its character %d", (int) c, i + 1));
            }
        }
    }

    private @Nullable String text() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (text.length() == LONGEST) {
                throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
            }
            text.append((char) c);
            c = read();
        }
        int length = text.length();
        return length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString();
    }

    private int read() throws IOException {
        try {
            return in.read();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8: set the terminal or the file to UTF-8");
        }
    }
}
