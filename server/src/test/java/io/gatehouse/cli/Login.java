package io.gatehouse.cli;

import io.gatehouse.claims.CredsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client brings.
 *
 * @param creds the sentinel's file, null for none
 */
record Login(
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        @Nullable Path creds) {
    static Login password(@Nullable Path creds) {
        return new Login("alice", "alice", null, creds);
    }

    static Login token(@Nullable Path creds) {
        return new Login(null, null, "a-token", creds);
    }

    /** The sentinel's JWT. */
    @Nullable String jwt() throws IOException {
        return creds == null ? null : CredsFile.parse(Files.readString(creds)).jwt();
    }

    /** Options as the client programs and the nats CLI name them. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        add(options, "--user", user);
        add(options, "--password", password);
        add(options, "--token", token);
        add(options, "--creds", creds == null ? null : creds.toString());
        return options;
    }

    private static void add(List<String> options, String name, @Nullable String value) {
        if (value != null) {
            options.addAll(List.of(name, value));
        }
    }
}
