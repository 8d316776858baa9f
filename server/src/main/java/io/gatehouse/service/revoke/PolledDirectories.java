package io.gatehouse.service.revoke;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.shared.IdentityPrint;
import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.RevocationRecorder.By;
import io.gatehouse.revocation.Revocations;
import io.gatehouse.revocation.poll.PollAnswer;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PolledUsers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directories that are asked about users who have sessions.
 *
 * @param settings how they are asked
 * @param directories that can be asked
 */
public record PolledDirectories(PollSettings settings, List<PolledDirectory> directories) {
    /** None. */
    static final PolledDirectories NONE = new PolledDirectories(PollSettings.OFF, List.of());

    /** Who asks has time: a login has less. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public PolledDirectories {
        directories = List.copyOf(directories);
    }

    /** Those of whoever puts the service together; none as long as that goes on. */
    static PolledDirectories now(Supplier<@Nullable PolledDirectories> inForce) {
        PolledDirectories now = inForce.get();
        return now == null ? NONE : now;
    }

    /** Their users. */
    List<PolledUsers> users(Revocations to, Supplier<@Nullable SessionNames> names) {
        SessionNames now = names.get();
        return now == null
                ? List.of()
                : directories.stream()
                        .<PolledUsers>map(one -> new Users(one, meaning(one), now, to))
                        .toList();
    }

    /** Of a fixed length, and without a password that may stand in a URL. */
    private static String meaning(PolledDirectory directory) {
        String text = directory.meaning() + "\n" + directory.asked().naming();
        return HexFormat.of().toHexDigits(IdentityPrint.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private record Users(PolledDirectory polled, String meaning, SessionNames names, Revocations to)
            implements PolledUsers {
        @Override
        public String directory() {
            return polled.asked().name();
        }

        @Override
        public CompletableFuture<PollAnswer> ask(String user) {
            return polled.asked().ask(user, PATIENCE).thenApply(Users::answer);
        }

        private static PollAnswer answer(LookupResult result) {
            return result instanceof LookupResult.Found found
                    ? new PollAnswer.Present(found.identity().name(), IdentityPrint.of(found.identity()))
                    : Absent.ABSENT;
        }

        @Override
        public CompletableFuture<Void> probe() {
            return polled.asked().probe(PATIENCE);
        }

        @Override
        public @Nullable String userOf(String session) {
            return polled.asked().userOf(names.ofSession(session));
        }

        @Override
        public Set<String> sessionsOf(String name) {
            return names.names(name);
        }

        @Override
        public void revoke(String name, boolean mayLogIn) {
            to.changed(names.of(directory(), name, mayLogIn), By.POLL);
        }
    }
}
