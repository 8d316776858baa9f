package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.passwords.PasswordHashing;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The users of a large directory, each with a bcrypt hash of its own. Few of them log in, all with one password; the last one is
 * disabled and enabled again to see from when on that is so.
 */
final class LargeUsers {
    /** The password of those who log in. */
    static final String PASSWORD = "of-all-who-log-in";

    private static final int LOGINS = 2_000;
    private static final int FIRST = 10_000_000;
    private static final int COST = 4;
    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SALT_AND_HASH = 52;

    private final int count;
    private final String hash = PasswordHashing.bcrypt(PASSWORD, COST);

    /** @param count 2 or more */
    LargeUsers(int count) {
        this.count = count;
    }

    int count() {
        return count;
    }

    String name(int index) {
        return "user-" + (FIRST + index);
    }

    /** The one who is disabled and enabled again. */
    String probe() {
        return name(count - 1);
    }

    /** What is stored of a user. */
    String record(int index) {
        return index % step() == 0 ? record(hash, false) : record(otherHash(index), false);
    }

    /** What is stored of {@link #probe}. */
    String probeRecord(boolean disabled) {
        return record(hash, disabled);
    }

    /** Writes a users.json. */
    Path write(Path file, boolean probeDisabled) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\n");
            for (int i = 0; i < count - 1; i++) {
                out.write("\"" + name(i) + "\": " + record(i) + ",\n");
            }
            out.write("\"" + probe() + "\": " + probeRecord(probeDisabled) + "\n}\n");
            return file;
        } catch (IOException e) {
            throw new LoadException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes who logs in, for the load tool. */
    Path writeLogins(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count - 1; i += step()) {
                out.write(name(i) + " " + PASSWORD + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new LoadException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private int step() {
        return Math.max(1, count / LOGINS);
    }

    private static String record(String password, boolean disabled) {
        return "{\"pass\": \"" + password + "\", \"account\": \"APP\"" + (disabled ? ", \"disabled\": true}" : "}");
    }

    private static String otherHash(int index) {
        SplittableRandom random = new SplittableRandom(index);
        StringBuilder text = new StringBuilder("$2b$04$");
        for (int i = 0; i < SALT_AND_HASH; i++) {
            text.append(BCRYPT.charAt(random.nextInt(BCRYPT.length())));
        }
        return text.append('.').toString();
    }
}
