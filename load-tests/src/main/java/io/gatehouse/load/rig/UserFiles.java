package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** So many users whose passwords are stored as they are, so that every request is as cheap as can be. */
    public static UserFiles plain(TestEnvironment environment, int count) {
        UserGroup group = UserGroup.plain("user", count);
        return new UserFiles(
                directory(environment.file("users.json"), List.of(group)),
                logins(environment.file("users.txt"), group));
    }

    /** Writes a users.json with all users of the groups. */
    public static Path directory(Path file, List<UserGroup> groups) {
        return write(file, out -> {
            String before = "{\n";
            for (UserGroup group : groups) {
                for (int i = 0; i < group.size(); i++) {
                    out.print(before + entry(group, group.user(i)));
                    before = ",\n";
                }
            }
            out.println("\n}");
        });
    }

    /** Writes what the load tool logs in with: a line for each user. */
    public static Path logins(Path file, UserGroup group) {
        return logins(file, group, 0, group.size());
    }

    /** The same with a part of the group, whose users have not logged in yet. */
    public static Path logins(Path file, UserGroup group, int from, int to) {
        return write(file, out -> {
            for (int i = from; i < to; i++) {
                out.println(group.user(i) + " " + group.password() + " " + UserGroup.ACCOUNT);
            }
        });
    }

    private interface Content {
        void writeTo(PrintWriter out);
    }

    private static String entry(UserGroup group, String user) {
        String permissions =
                "{\"pub\": {\"allow\": [\"" + PUBLISH + "\"]}, \"sub\": {\"allow\": [\"" + SUBSCRIBE + "\"]}}";
        return "  \"" + user + "\": {\"pass\": \"" + group.stored() + "\", \"account\": \"" + UserGroup.ACCOUNT
                + "\", \"permissions\": " + permissions.replace("{user}", user) + "}";
    }

    private static Path write(Path file, Content content) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new LoadException(file + " cannot be written: " + e.getMessage(), e);
        }
        return file;
    }
}
