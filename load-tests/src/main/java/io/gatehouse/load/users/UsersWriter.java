package io.gatehouse.load.users;

import io.gatehouse.load.request.TestUsers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes users for the file directory, hashing on all processors. */
public final class UsersWriter {
    private static final int BLOCK = 256;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TestUsers users;
    private final String account;
    private final UnaryOperator<String> hash;

    /**
     * @param hash makes what stands in the file of a password
     */
    public UsersWriter(TestUsers users, String account, UnaryOperator<String> hash) {
        this.users = users;
        this.account = account;
        this.hash = hash;
    }

    /**
     * Writes a users.json.
     *
     * @param progress called with how many users have been written
     */
    public void write(Path file, IntConsumer progress) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (int from = 0; from < users.size(); from += BLOCK) {
                int to = Math.min(users.size(), from + BLOCK);
                block(json, from, to);
                progress.accept(to);
            }
            json.writeEndObject();
        }
    }

    private void block(JsonGenerator json, int from, int to) {
        String[] hashes = IntStream.range(from, to)
                .parallel()
                .mapToObj(i -> hash.apply(users.login(i).password()))
                .toArray(String[]::new);
        for (int i = from; i < to; i++) {
            json.writeRaw("\n");
            json.writeName(users.login(i).user());
            json.writeStartObject();
            json.writeStringProperty("pass", hashes[i - from]);
            json.writeStringProperty("account", account);
            json.writeEndObject();
        }
    }

    /** Writes the lines {@code user password account}. */
    static void credentials(TestUsers users, String account, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < users.size(); i++) {
                TestUsers.Login login = users.login(i);
                out.write(login.user() + " " + login.password() + " " + account + "\n");
            }
        }
    }
}
