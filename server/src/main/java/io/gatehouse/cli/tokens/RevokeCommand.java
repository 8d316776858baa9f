package io.gatehouse.cli.tokens;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens revoke}. */
@Command(
        name = "revoke",
        description = "Revokes tokens: each is refused at its next login, and its record stays, disabled.")
final class RevokeCommand implements Callable<Integer> {
    /** While somebody else changes the same tokens: revoking means the same whatever else has changed. */
    private static final int MOST_TRIES = 5;

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
    public Integer call() throws InterruptedException {
        tokens.with(path -> TokensFileStore.changing(path, false), this::revoke);
        return ExitCode.OK;
    }

    private void revoke(TokenStore store, String where) throws KvException, InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Map<String, RecordText> all = store.all();
            Map<String, RecordText> revoked = new LinkedHashMap<>();
            which.forEach(one -> revoked.putAll(meant(one, all, where)));
            if (store.change(revoked)) {
                revoked.forEach((id, record) ->
                        spec.commandLine().getOut().println("Revoked " + id + " of " + record.get("name")));
                return;
            }
        }
        throw new RecordsFailure(
                where
                        + ": some of these tokens are changed by somebody else all the time, and may not be revoked; try again");
    }

    private static Map<String, RecordText> meant(String one, Map<String, RecordText> all, String where) {
        Map<String, RecordText> meant = new LinkedHashMap<>();
        String name = RecordText.quoted(one);
        all.forEach((id, record) -> {
            if (id.equals(one) || name.equals(record.get("name"))) {
                meant.put(id, record.with("disabled", "true"));
            }
        });
        if (meant.isEmpty()) {
            throw new UsersFileException(List.of(
                    where + ": there is no token with the id or name " + Quoted.of(one) + "; nothing was changed"));
        }
        return meant;
    }
}
