package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.users.UsersWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class UserFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesEveryUserOfAllGroups() {
        UsersWriter.UserGroup plain = new UsersWriter.UserGroup(UserFiles.users("user", 2), UnaryOperator.identity());
        UsersWriter.UserGroup hashed = new UsersWriter.UserGroup(UserFiles.users("cold", 1), password -> "$2b$10$hash");
        Path file = UserFiles.directory(folder.resolve("users.json"), List.of(plain, hashed));

        JsonNode users = JsonMapper.shared().readTree(file.toFile());
        assertThat(users.propertyNames()).containsExactly("user-000000", "user-000001", "cold-000000");
        assertThat(users.get("user-000001")).isEqualTo(JsonMapper.shared().readTree("""
                        {"pass": "password-of-user", "account": "APP", "permissions": {
                          "pub": {"allow": ["app.user-000001.>"]}, "sub": {"allow": ["inbox.user-000001.>"]}}}
                        """));
        assertThat(users.get("cold-000000").get("pass").asString()).isEqualTo("$2b$10$hash");
    }

    @Test
    void listsAPartOfTheUsersWithThePasswordThatIsTyped() {
        assertThat(UserFiles.logins(folder.resolve("cold.txt"), UserFiles.users("cold", 10), 8, 10))
                .hasContent("cold-000008 password-of-cold APP\ncold-000009 password-of-cold APP\n");
    }
}
