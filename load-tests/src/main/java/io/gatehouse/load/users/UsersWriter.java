package io.gatehouse.load.users;

import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.TestUsers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a crowd for the file directory, hashing on all processors. */
final class UsersWriter {
    private static final int BLOCK = 256;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TestUsers crowd;
    private final String account;
    private final UnaryOperator<String> hash;

    /**
     * @param hash makes what stands in the file of a password
     */
    UsersWriter(TestUsers crowd, String account, UnaryOperator<String> hash) {
        this.crowd = crowd;
        this.account = account;
        this.hash = hash;
    }

    /** Writes a users.json. */
    void write(Path file, ProgressBar bar) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (int from = 0; from < crowd.size(); from += BLOCK) {
                int to = Math.min(crowd.size(), from + BLOCK);
                block(json, from, to);
                bar.at(to, "");
            }
            json.writeEndObject();
        }
    }

    private void block(JsonGenerator json, int from, int to) {
        String[] hashes = IntStream.range(from, to)
                .parallel()
                .mapToObj(i -> hash.apply(crowd.login(i).password()))
                .toArray(String[]::new);
        for (int i = from; i < to; i++) {
            json.writeRaw("\n");
            json.writeName(crowd.login(i).user());
            json.writeStartObject();
            json.writeStringProperty("pass", hashes[i - from]);
            json.writeStringProperty("account", account);
            json.writeEndObject();
        }
    }

    /** Writes the lines {@code user password account}. */
    static void credentials(TestUsers crowd, String account, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < crowd.size(); i++) {
                TestUsers.Login login = crowd.login(i);
                out.write(login.user() + " " + login.password() + " " + account + "\n");
            }
        }
    }
}
