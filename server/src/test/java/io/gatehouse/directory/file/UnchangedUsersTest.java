package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a user holds for as long as nothing about it changes in the file, and not a moment longer. */
class UnchangedUsersTest {
    private static final String BCRYPT = "$2b$04$/wlm6r5HcPE6c7TQMDwGweoLLnyPlTSS5ZjgP3c9cP5Lp1t1t1t1u";
    private static final String OTHER_BCRYPT = "$2b$05$/wlm6r5HcPE6c7TQMDwGweoLLnyPlTSS5ZjgP3c9cP5Lp1t1t1t1u";
    private static final String ARGON2ID = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g";
    private static final String OTHER_ARGON2ID = "$argon2id$v=19$m=8,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2g";

    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    @AfterEach
    void end() {
        checks.close();
    }

    @Test
    void keepTheirGeneration() {
        for (String stored : new String[] {BCRYPT, ARGON2ID, "in the clear"}) {
            String rest = "\"tags\": [\"a\"], \"groups\": [\"g\"], \"attributes\": {\"x\": \"1\"}";
            UsersFile before = file(user("alice", stored, rest));
            UsersFile after = file(user("bob", "b", "") + ", " + user("alice", stored, rest), before);

            assertThat(version(after, "alice")).isEqualTo(version(before, "alice"));
            assertThat(after.size()).isEqualTo(2);
        }
    }

    @Test
    void getANewOneWithAnyChange() {
        String[][] changes = {
            {user("alice", BCRYPT, ""), user("alice", OTHER_BCRYPT, "")},
            {user("alice", ARGON2ID, ""), user("alice", OTHER_ARGON2ID, "")},
            {user("alice", "one", ""), user("alice", "other", "")},
            {user("alice", "one", ""), user("alice", BCRYPT, "")},
            {user("alice", BCRYPT, ""), user("alice", BCRYPT, "\"disabled\": true")},
            {user("alice", BCRYPT, ""), user("alice", BCRYPT, "\"permissions\": {\"pub\": {\"allow\": [\"a\"]}}")},
            {user("alice", BCRYPT, ""), user("alice", BCRYPT, "\"groups\": [\"g\"]")},
            {
                user("alice", BCRYPT, "\"attributes\": {\"x\": \"1\"}"),
                user("alice", BCRYPT, "\"attributes\": {\"x\": \"2\"}")
            },
            {user("alice", BCRYPT, "\"src\": [\"10.0.0.0/8\"]"), user("alice", BCRYPT, "\"src\": [\"10.0.0.0/9\"]")}
        };
        for (String[] change : changes) {
            UsersFile before = file(change[0]);
            UsersFile after = file(change[1], before);

            assertThat(version(after, "alice")).as(change[1]).isGreaterThan(version(before, "alice"));
        }
    }

    @Test
    void getANewOneWhenTheyWereAway() {
        UsersFile first = file(user("alice", BCRYPT, "") + ", " + user("bob", "b", ""));
        UsersFile second = file(user("bob", "b", ""), first);
        UsersFile third = file(user("alice", BCRYPT, ""), second);

        assertThat(version(third, "alice")).isGreaterThan(version(first, "alice"));
        assertThat(version(second, "bob")).isEqualTo(version(first, "bob"));
    }

    @Test
    void whoIsNotInTheFileHasNone() {
        String users = user("bob", "b", "") + ", " + user("Jos\u00e9", "j", "");
        UsersFile file = file(users);
        FileState one = new FileState("users", file, checks);
        FileState two = new FileState("users", file(users, file), checks);

        assertThat(one.lookup(SampleRequest.login("alice", "p"))).isNull();
        assertThat(lookup(two, "bob").version()).isEqualTo(lookup(one, "bob").version());
        assertThat(lookup(two, "Jose\u0301").version())
                .as("whose name is written in another way is of the file's own")
                .isGreaterThan(lookup(one, "Jose\u0301").version());
    }

    private long version(UsersFile file, String user) {
        return lookup(new FileState("users", file, checks), user).version();
    }

    private static Lookup lookup(FileState state, String user) {
        return Objects.requireNonNull(state.lookup(SampleRequest.login(user, "p")));
    }

    private static UsersFile file(String users) {
        return file(users, UsersFile.NONE);
    }

    private static UsersFile file(String users, UsersFile before) {
        return UsersFile.parse("users.json", ("{" + users + "}").getBytes(StandardCharsets.UTF_8), before);
    }

    private static String user(String name, String stored, String more) {
        return "\"" + name + "\": {\"pass\": \"" + stored + "\", \"account\": \"APP\""
                + (more.isEmpty() ? "" : ", " + more) + "}";
    }
}
