package io.gatehouse.cli.tokens;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens revoke}. */
@Command(
        name = "revoke",
        description = "Revokes tokens: each is refused at its next login, and its record stays, disabled.")
final class RevokeCommand implements Callable<Integer> {
    @Option(names = "--file", paramLabel = "FILE", required = true, description = "The tokens.json.")
    private String file = "";

    @Parameters(
            paramLabel = "TOKEN",
            arity = "1..*",
            description = "The id of a token, or a name, which means all tokens of that name.")
    private List<String> which = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final TokensCommand tokens;

    RevokeCommand(TokensCommand tokens) {
        this.tokens = tokens;
    }

    @Override
    public Integer call() {
        Map<String, RecordText> revoked = new LinkedHashMap<>();
        try (TokenStore store = TokensFileStore.changing(tokens.file(file), false)) {
            Map<String, RecordText> all = store.all();
            which.forEach(one -> revoked.putAll(meant(one, all)));
            store.put(revoked);
        }
        revoked.forEach(
                (id, record) -> spec.commandLine().getOut().println("Revoked " + id + " of " + record.get("name")));
        return ExitCode.OK;
    }

    private Map<String, RecordText> meant(String one, Map<String, RecordText> all) {
        Map<String, RecordText> meant = new LinkedHashMap<>();
        String name = RecordText.quoted(one);
        all.forEach((id, record) -> {
            if (id.equals(one) || name.equals(record.get("name"))) {
                meant.put(id, record.with("disabled", "true"));
            }
        });
        if (meant.isEmpty()) {
            throw new UsersFileException(List.of(
                    file + ": there is no token with the id or name " + Quoted.of(one) + "; nothing was changed"));
        }
        return meant;
    }
}
