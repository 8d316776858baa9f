package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesEveryUserOfAllGroups() {
        UserGroup hashed = new UserGroup("cold", 1, "secret", "$2b$10$hash");
        Path file = UserFiles.directory(folder.resolve("users.json"), List.of(UserGroup.plain("user", 2), hashed));
        assertThat(file).hasContent("""
                {
                  "user-000000": {"pass": "password-of-user", "account": "APP", "permissions": {\
                "pub": {"allow": ["app.user-000000.>"]}, "sub": {"allow": ["inbox.user-000000.>"]}}},
                  "user-000001": {"pass": "password-of-user", "account": "APP", "permissions": {\
                "pub": {"allow": ["app.user-000001.>"]}, "sub": {"allow": ["inbox.user-000001.>"]}}},
                  "cold-000000": {"pass": "$2b$10$hash", "account": "APP", "permissions": {\
                "pub": {"allow": ["app.cold-000000.>"]}, "sub": {"allow": ["inbox.cold-000000.>"]}}}
                }
                """);
    }

    @Test
    void listsAPartOfAGroupWithThePasswordThatIsTyped() {
        UserGroup hashed = new UserGroup("cold", 10, "secret", "$2b$10$hash");
        assertThat(UserFiles.logins(folder.resolve("cold.txt"), hashed, 8, 10))
                .hasContent("cold-000008 secret APP\ncold-000009 secret APP\n");
    }
}
