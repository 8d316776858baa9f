package io.gatehouse.directory;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.text.NameForm;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the service lends to a directory.
 *
 * @param names the form of users' names: those of logins come in it, and what a directory has in memory is to be found by it
 * @param passwords checks passwords for all directories; not closed by any of them
 * @param review for a directory that has all its users in memory
 * @param recorder for such a directory as well: hears of its users, without whom the service is not ready once it was asked for
 * @param watched for a directory whose users are read from elsewhere: hears of them, and the service is ready without
 * @param nats how the service itself is connected to nats-server
 * @param isLater whether the service runs already: of what was told before, nothing was heard here, nor need others have heard of it
 */
public record DirectoryContext(
        NameForm names,
        PasswordChecks passwords,
        Review review,
        Supplier<ReloadRecorder> recorder,
        Supplier<ReloadRecorder> watched,
        NatsSettings nats,
        boolean isLater) {
    /** For a directory that the service starts with. */
    public DirectoryContext(
            NameForm names,
            PasswordChecks passwords,
            Review review,
            Supplier<ReloadRecorder> recorder,
            Supplier<ReloadRecorder> watched,
            NatsSettings nats) {
        this(names, passwords, review, recorder, watched, nats, false);
    }

    /** Tells which users could not be let in whatever they present. */
    @FunctionalInterface
    public interface Review {
        /**
         * Tells it as things are now, a line for each warning.
         *
         * @param source where the users are from: what each line begins with
         * @param users a stream of all, each time anew
         */
        List<String> of(String source, Supplier<Stream<Identity>> users);
    }
}
