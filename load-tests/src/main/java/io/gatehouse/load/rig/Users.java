package io.gatehouse.load.rig;

import java.nio.file.Path;
import java.util.List;

/**
 * The users of a measurement that needs no more than one kind.
 *
 * @param directory their users.json, for the service
 * @param logins the list of them, for the load tool
 */
public record Users(Path directory, Path logins) {
    /** So many users whose passwords are stored as they are, so that every request is as cheap as can be. */
    public static Users plain(TestEnvironment stage, int count) {
        UserGroup group = UserGroup.plain("user", count);
        return new Users(
                UserFiles.directory(stage.file("users.json"), List.of(group)),
                UserFiles.logins(stage.file("users.txt"), group));
    }
}
