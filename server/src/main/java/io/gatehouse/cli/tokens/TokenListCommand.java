package io.gatehouse.cli.tokens;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens list}. */
@Command(
        name = "list",
        description = "Lists the tokens by name, one a line: id, name, state, end, when it was made, and the comment.")
final class TokenListCommand implements Callable<Integer> {
    @Option(names = "--file", paramLabel = "FILE", required = true, description = "The tokens.json.")
    private String file = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final TokensCommand tokens;

    TokenListCommand(TokensCommand tokens) {
        this.tokens = tokens;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path path = tokens.file(file);
        try (TokenStore store = TokensFileStore.reading(path)) {
            UsersFile read = UsersFile.readAfter(path, UsersFile.NO_TOKENS);
            store.all().entrySet().stream()
                    .filter(token -> read.find(token.getKey()) != null)
                    .sorted(Comparator.comparing(token -> name(read, token.getKey())))
                    .forEach(token -> out.println(line(token, read)));
        }
        return ExitCode.OK;
    }

    private static String name(UsersFile read, String id) {
        FileUser token = read.find(id);
        return token == null ? "" : token.entitlement().name();
    }

    private String line(Map.Entry<String, RecordText> token, UsersFile read) {
        FileUser record = read.find(token.getKey());
        if (record == null) {
            return token.getKey();
        }
        Entitlement entitlement = record.entitlement();
        Instant end = entitlement.expiresAt();
        String created = text(token.getValue().get("created"));
        String comment = text(token.getValue().get("comment"));
        return token.getKey() + "  " + Quoted.of(entitlement.name()) + "  " + state(entitlement)
                + (end == null ? "  never ends" : "  ends " + end)
                + (created.isEmpty() ? "" : "  made " + created)
                + (comment.isEmpty() ? "" : "  " + comment);
    }

    private String state(Entitlement entitlement) {
        Instant end = entitlement.expiresAt();
        if (entitlement.disabled()) {
            return "revoked";
        }
        return end != null && !end.isAfter(tokens.clock().instant()) ? "expired" : "active";
    }

    /** Without the quotes of JSON where that is a plain text, and else as it is written, on one line. */
    private static String text(@Nullable String json) {
        return json == null ? "" : json.contains("\\") ? json : json.substring(1, json.length() - 1);
    }
}
