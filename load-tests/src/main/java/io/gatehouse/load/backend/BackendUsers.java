package io.gatehouse.load.backend;

import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.rig.UserFiles;
import java.util.List;

/** The users that backends have, and what they may. */
final class BackendUsers {
    /** The password of them all. */
    static final String PASSWORD = "password-of-people";

    private static final String NAME = "{{name()}}";

    private BackendUsers() {}

    /** So many, whose names are numbered. */
    static TestUsers numbered(int count) {
        return TestUsers.patterned(count, "person-%06d", PASSWORD, 0);
    }

    /** What a user may publish to. */
    static String publish(String user) {
        return UserFiles.PUBLISH.replace("{user}", user);
    }

    /** The same for subscriptions. */
    static String subscribe(String user) {
        return UserFiles.SUBSCRIBE.replace("{user}", user);
    }

    /** A rule that gives as much to users of whom the backend says nothing but who they are. */
    static List<String> rule() {
        String rule = "rules.people.";
        return List.of(
                rule + "if.directory=" + BackendServer.DIRECTORY,
                rule + "give.account=" + UserFiles.ACCOUNT,
                rule + "give.permissions.pub.allow=" + publish(NAME),
                rule + "give.permissions.sub.allow=" + subscribe(NAME));
    }
}
