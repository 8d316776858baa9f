package io.gatehouse.cli.tokens;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.Quoted;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens list}. */
@Command(
        name = "list",
        description = "Lists the tokens by name, one a line: id, name, state, end, when it was made, and the comment.")
final class TokenListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final TokensCommand tokens;

    TokenListCommand(TokensCommand tokens) {
        this.tokens = tokens;
    }

    /**
     * A line of the list.
     *
     * @param name what it is sorted by
     */
    private record Line(String name, String id, String text) {}

    @Override
    public Integer call() throws InterruptedException {
        tokens.with(TokensFileStore::reading, (store, where) -> list(store, where));
        return ExitCode.OK;
    }

    private void list(TokenStore store, String where) throws KvException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        store.all().entrySet().stream()
                .map(token -> line(token.getKey(), token.getValue()))
                .sorted(Comparator.comparing(Line::name).thenComparing(Line::id))
                .forEach(line -> out.println(line.id() + "  " + line.text()));
        if (store.others() > 0) {
            spec.commandLine()
                    .getErr()
                    .println(where + ": records under keys that no token has, as of users: " + store.others());
        }
    }

    private Line line(String id, RecordText text) {
        try {
            byte[] json = text.json().getBytes(StandardCharsets.UTF_8);
            FileUser record = UserRecords.readOnce(RecordKind.TOKENS, id, id, json, 0);
            return new Line(record.entitlement().name(), id, words(record.entitlement(), text.fields()));
        } catch (UsersFileException e) {
            return new Line("", id, "-  its record cannot be used");
        }
    }

    private String words(Entitlement entitlement, Map<String, String> fields) {
        Instant end = entitlement.expiresAt();
        String created = text(fields.get("created"));
        String comment = text(fields.get("comment"));
        return Quoted.of(entitlement.name()) + "  " + state(entitlement)
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
