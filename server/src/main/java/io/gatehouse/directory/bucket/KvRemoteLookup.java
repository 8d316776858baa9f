package io.gatehouse.directory.bucket;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.UndecidedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lookup of a name that is not in memory while the bucket is still being read: the server is asked for the record.
 *
 * @param records what the records of the bucket are
 * @param found the lookup of who has a record
 * @param missing what is answered where there is none
 * @param executor asks, and reads the answer: the client library may keep its caller waiting
 */
record KvRemoteLookup(
        KvApi api,
        RecordKind records,
        String name,
        Function<FileUser, Lookup> found,
        LookupResult missing,
        long version,
        Executor executor)
        implements Lookup {
    @Override
    public Kind kind() {
        return Kind.REMOTE;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        String key;
        try {
            key = KvKey.of(name);
        } catch (IllegalArgumentException e) {
            return new Answer.Ready<>(missing);
        }
        CompletableFuture<Answer<LookupResult>> answer =
                record(key).thenApplyAsync(record -> answer(record, terms), executor);
        return new Answer.Pending<>(Mono.fromFuture(answer, true)
                .onErrorMap(e -> !(e instanceof UndecidedException), e -> undecided("did not answer"))
                .flatMap(Answer::mono));
    }

    private CompletableFuture<@Nullable KvRecord> record(String key) {
        try {
            return CompletableFuture.completedFuture(key).thenComposeAsync(api::last, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(undecided("is asked too much at a time"));
        }
    }

    private Answer<LookupResult> answer(@Nullable KvRecord record, LookupTerms terms) {
        byte[] value = record == null ? null : record.value();
        if (record == null || value == null) {
            return new Answer.Ready<>(missing);
        }
        try {
            String source = KvRecordReader.source(api.names().bucket(), record.key());
            return found.apply(UserRecords.readOnce(records, source, name, value, version))
                    .start(terms);
        } catch (UsersFileException e) {
            throw undecided("has a record that cannot be used");
        }
    }

    private UndecidedException undecided(String what) {
        return new UndecidedException(Drop.UNDECIDED, "bucket " + api.names().bucket() + " " + what);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KvRemoteLookup[]";
    }
}
