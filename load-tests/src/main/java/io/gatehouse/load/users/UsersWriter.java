package io.gatehouse.load.users;

import io.gatehouse.load.request.TestUsers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes users as files: for the file directory, hashing on all processors, and for the load tool.
 *
 * @param account of them all
 * @param allowed the subjects to publish ({@code pub}) and subscribe to ({@code sub}), where {@code {user}} stands for the
 *     name; empty for all that the account may
 */
public record UsersWriter(String account, Map<String, String> allowed) {
    private static final int BLOCK = 256;
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Users who are stored alike.
     *
     * @param hash turns a password into what the file holds of it
     */
    public record UserGroup(TestUsers users, UnaryOperator<String> hash) {}

    /**
     * Writes a users.json.
     *
     * @param progress called with how many users of a group have been written
     */
    public void write(Path file, List<UserGroup> groups, IntConsumer progress) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (UserGroup group : groups) {
                for (int from = 0; from < group.users.size(); from += BLOCK) {
                    int to = Math.min(group.users.size(), from + BLOCK);
                    block(json, group, from, to);
                    progress.accept(to);
                }
            }
            json.writeEndObject();
        }
    }

    private void block(JsonGenerator json, UserGroup group, int from, int to) {
        String[] hashes = IntStream.range(from, to)
                .parallel()
                .mapToObj(i -> group.hash.apply(group.users.login(i).password()))
                .toArray(String[]::new);
        for (int i = from; i < to; i++) {
            String user = group.users.login(i).user();
            json.writeRaw("\n");
            json.writeName(user);
            json.writeStartObject();
            json.writeStringProperty("pass", hashes[i - from]);
            json.writeStringProperty("account", account);
            if (!allowed.isEmpty()) {
                json.writeObjectPropertyStart("permissions");
                allowed.forEach((way, subject) -> {
                    json.writeObjectPropertyStart(way);
                    json.writeArrayPropertyStart("allow");
                    json.writeString(subject.replace("{user}", user));
                    json.writeEndArray();
                    json.writeEndObject();
                });
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    /** Writes the lines {@code user password account} of the users from one index to before another. */
    public void writeLogins(Path file, TestUsers users, int from, int to) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = from; i < to; i++) {
                TestUsers.TestLogin login = users.login(i);
                out.write(login.user() + " " + login.password() + " " + account + "\n");
            }
        }
    }
}
