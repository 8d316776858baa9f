package io.gatehouse.directory.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.UsersFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Which users of a file are told of when another file takes its place. */
class UserChangesTest {
    private final UserChanges changes = new UserChanges("staff");
    private final List<String> told = new ArrayList<>();
    private UsersFile file = UsersFile.NONE;

    private static String user(String more) {
        return "{\"pass\": \"p\", \"account\": \"APP1\"" + more + "}";
    }

    private void becomes(String json) {
        UsersFile before = file;
        file = UsersFile.parse("users.json", json.getBytes(StandardCharsets.UTF_8), before);
        changes.replaced(before, file);
    }

    private void listen() {
        Disposable unused = changes.flux()
                .subscribe(change -> told.add(change.user() + (change.mayLogIn() ? " changed" : " gone")));
    }

    @Test
    void whoIsRemovedDisabledOrMaySomethingElseIsToldOf() {
        listen();
        becomes("{\"anna\": " + user("") + ", \"bob\": " + user("") + ", \"carl\": " + user("") + ", \"dora\": "
                + user("") + ", \"emil\": " + user("") + "}");
        assertThat(told).isEmpty();

        becomes("{\"emil\": " + user("") + ", \"anna\": " + user("") + ", \"bob\": " + user(", \"disabled\": true")
                + ", \"carl\": " + user(", \"groups\": [\"ops\"]") + ", \"new\": " + user("") + "}");

        assertThat(told).containsExactlyInAnyOrder("bob gone", "carl changed", "dora gone");
    }

    @Test
    void anotherPasswordIsAChange() {
        listen();
        becomes("{\"anna\": " + user("") + "}");

        becomes("{\"anna\": {\"pass\": \"other\", \"account\": \"APP1\"}}");

        assertThat(told).containsExactly("anna changed");
    }

    @Test
    void aFileThatSaysTheSameInOtherWordsIsNone() {
        listen();
        becomes("{\"anna\": " + user("") + ", \"bob\": " + user("") + "}");

        becomes("{ \"bob\":" + user("") + ",\n \"anna\":  " + user("") + "}");

        assertThat(told).isEmpty();
    }

    @Test
    void whatTheUserWasIsToldWithIt() {
        List<String> accounts = new ArrayList<>();
        Disposable unused = changes.flux()
                .subscribe(change -> accounts.add(Objects.requireNonNull(
                                Objects.requireNonNull(change.before()).entitlement())
                        .account()));
        becomes("{\"anna\": " + user("") + "}");

        becomes("{\"anna\": {\"pass\": \"p\", \"account\": \"APP2\"}}");

        assertThat(accounts).containsExactly("APP1");
    }

    @Test
    void nobodyIsComparedWhileNobodyListens() {
        becomes("{\"anna\": " + user("") + "}");

        becomes("{}");

        listen();
        assertThat(told).isEmpty();
    }

    @Test
    void eachOfManyIsToldOfOnce() {
        listen();
        String many = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"u" + i + "\": " + user(""))
                .collect(Collectors.joining(",", "{", "}"));
        becomes(many);

        becomes(many.replace("APP1", "APP2"));

        assertThat(told).hasSize(20_000).doesNotHaveDuplicates();
    }
}
