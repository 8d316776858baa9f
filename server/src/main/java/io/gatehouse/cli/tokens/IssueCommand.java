package io.gatehouse.cli.tokens;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.config.Durations;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.TokenHash;
import io.gatehouse.policy.text.Quoted;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens issue}. */
@Command(
        name = "issue",
        description = "Makes a token, stores its hash, and prints the token, which cannot be shown again.")
final class IssueCommand implements Callable<Integer> {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Who logs in with the token. Several tokens may have one name.")
    private String name = "";

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "The account that the client is placed in; not needed where rules give it.")
    private @Nullable String account;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When the token expires: after a duration, such as 90d or 12h, or at an instant, such as"
                    + " 2030-12-31T23:59:59Z. Never when left out.")
    private @Nullable String expires;

    @Option(names = "--group", paramLabel = "NAME", description = "A group of the client. May be repeated.")
    private @Nullable List<String> groups;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "What the token is for; shown by gatehouse tokens list.")
    private @Nullable String comment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final TokensCommand tokens;

    IssueCommand(TokensCommand tokens) {
        this.tokens = tokens;
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant now = tokens.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = expires == null ? null : end(expires, now);
        if (end != null && !end.isAfter(now)) {
            throw wrong("--expires is in the past: " + end);
        }
        tokens.with(path -> TokensFileStore.changing(path, true), (store, where) -> issue(store, where, now, end));
        return ExitCode.OK;
    }

    private void issue(TokenStore store, String where, Instant now, @Nullable Instant end)
            throws KvException, InterruptedException {
        SecureRandom random = new SecureRandom();
        ApiToken token = ApiToken.generate(random);
        while (!store.add(token.id(), record(token, now, end))) {
            token = ApiToken.generate(random);
        }
        String until = end == null ? "never ends: revoke it when it is not needed any more" : "ends at " + end;
        spec.commandLine()
                .getErr()
                .println("Token " + token.id() + " of " + Quoted.of(name) + " is stored in " + where + ", and " + until
                        + ". The token itself is shown this once:");
        spec.commandLine().getOut().println(token.text());
    }

    private RecordText record(ApiToken token, Instant now, @Nullable Instant end) {
        RecordText record = RecordText.EMPTY
                .with("name", RecordText.quoted(name))
                .with("hash", RecordText.quoted(TokenHash.of(token).text()))
                .with("created", RecordText.quoted(now.toString()));
        record = account == null ? record : record.with("account", RecordText.quoted(account));
        record = end == null ? record : record.with("expires", RecordText.quoted(end.toString()));
        record = groups == null ? record : record.with("groups", list(groups));
        return comment == null ? record : record.with("comment", RecordText.quoted(comment));
    }

    private static String list(List<String> texts) {
        return texts.stream().map(RecordText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private Instant end(String text, Instant now) {
        if (text.contains("T")) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw wrong("--expires: '" + text + "' is no instant such as 2030-12-31T23:59:59Z");
            }
        }
        try {
            Duration duration = Durations.parse(text);
            return now.plus(duration);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw wrong("--expires: '" + text + "' is neither a duration, such as 90d or 12h, nor an instant, such as"
                    + " 2030-12-31T23:59:59Z");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
