package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.users.UsersWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Users as files for both sides of a measurement.
 *
 * @param directory their users.json, for the service
 * @param logins the list of them, for the load tool
 */
public record UserFiles(Path directory, Path logins) {
    /** What every user may publish to, where {@code {user}} stands for the name; the load tool checks it. */
    public static final String PUBLISH = "app.{user}.>";

    /** The same for subscriptions. */
    public static final String SUBSCRIBE = "inbox.{user}.>";

    /** The account of them all. */
    public static final String ACCOUNT = "APP";

    private static final UsersWriter WRITER = new UsersWriter(ACCOUNT, Map.of("pub", PUBLISH, "sub", SUBSCRIBE));

    /** So many users whose passwords are stored as they are, so that every request is as cheap as can be. */
    public static UserFiles plain(TestEnvironment environment, int count) {
        TestUsers users = users("user", count);
        UsersWriter.UserGroup group = new UsersWriter.UserGroup(users, UnaryOperator.identity());
        return new UserFiles(
                directory(environment.file("users.json"), List.of(group)),
                logins(environment.file("users.txt"), users, 0, count));
    }

    /** Users whose names are numbered, and who all have the same password, so that a hash need be made once only. */
    public static TestUsers users(String name, int size) {
        return TestUsers.patterned(size, name + "-%06d", password(name), 0);
    }

    /** The password of the users of a name. */
    public static String password(String name) {
        return "password-of-" + name;
    }

    /** Writes a users.json with all users of the groups. */
    public static Path directory(Path file, List<UsersWriter.UserGroup> groups) {
        return written(file, () -> WRITER.write(file, groups, done -> {}));
    }

    /** Writes what the load tool logs in with: a line for each of the users from one index to before another. */
    public static Path logins(Path file, TestUsers users, int from, int to) {
        return written(file, () -> WRITER.writeLogins(file, users, from, to));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static Path written(Path file, Writing writing) {
        try {
            writing.run();
            return file;
        } catch (IOException e) {
            throw new LoadException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
