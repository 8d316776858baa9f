package io.gatehouse.directory.postgres;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.postgres.DatabaseException.Then;
import io.gatehouse.directory.postgres.OpenConnection.SeveralRowsException;
import io.gatehouse.directory.postgres.RowReader.ColumnException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserLookup;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lookup of one login, or of a user without one.
 *
 * @param user the name of the login; null where the query does not ask by it
 * @param password null where nobody logs in, and where the query does not ask by it
 * @param values what the query is asked with
 */
record PostgresLookup(
        PostgresDirectory directory,
        @Nullable String user,
        @Nullable String password,
        List<@Nullable String> values,
        long version)
        implements Lookup {
    @Override
    public Kind kind() {
        return Kind.REMOTE;
    }

    @Override
    public boolean isShareable() {
        return directory.isShareable();
    }

    /** What becomes of the check of the password says nothing of the database. */
    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        Mono<RowReader.Read> row = directory.database().user(values, terms, directory.reader()::read);
        Mono<LookupResult> answer = terms.asking(
                        "postgresql query",
                        Map.of("db.system.name", "postgresql", "gatehouse.directory", directory.name()),
                        row)
                .map(this::user)
                .onErrorMap(this::undecided)
                .flatMap(found -> result(found, terms))
                .defaultIfEmpty(LookupResult.NotMine.NOT_MINE);
        return new Answer.Pending<>(Mono.fromFuture(answer.toFuture()));
    }

    private FileUser user(RowReader.Read row) {
        if (row.name() == null && user == null) {
            throw new ColumnException("the query must return a column name, because it does not use :user");
        }
        return row.user(Objects.requireNonNullElse(user, ""));
    }

    private Mono<LookupResult> result(FileUser found, LookupTerms terms) {
        if (!directory.comparesPasswords()) {
            return Mono.just(new LookupResult.Found(found.identity(directory.name())));
        }
        if (password == null) {
            return Mono.just(withoutPassword(found));
        }
        directory.compared(found.password());
        return UserLookup.of(directory.name(), found, directory.decoy(), password, version, directory.checks())
                .start(terms)
                .mono();
    }

    /** Nobody logs in: who is there, as far as anybody may log in as that user. */
    private LookupResult withoutPassword(FileUser found) {
        boolean mayLogIn = found.password() != null && !found.entitlement().disabled();
        return mayLogIn
                ? new LookupResult.Found(found.identity(directory.name()))
                : new LookupResult.Rejected(DenyReason.DISABLED);
    }

    private Throwable undecided(Throwable error) {
        if (error instanceof SeveralRowsException several) {
            String who = user == null ? "one login" : "user " + Quoted.of(user);
            return told(new UnusableAnswerException(several.getMessage() + " for " + who));
        } else if (error instanceof ColumnException column) {
            return told(new DatabaseException(String.valueOf(column.getMessage()), Then.KEEP));
        } else if (error instanceof UnusableAnswerException unusable) {
            return told(unusable);
        } else if (error instanceof UsersFileException unusable) {
            unusable.mistakes().forEach(directory::mistake);
            return new UnusableAnswerException("the row of a user cannot be used");
        }
        DatabaseException failure = ServerErrors.ofLookup(error);
        return ServerErrors.isOfOneLogin(error)
                ? new UnusableAnswerException(String.valueOf(failure.getMessage()))
                : failure;
    }

    private UndecidedException told(UndecidedException mistake) {
        directory.mistake(String.valueOf(mistake.getMessage()));
        return mistake;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresLookup[user=" + user + "]";
    }
}
