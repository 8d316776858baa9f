package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.InternalErrorException;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.NamePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A directory in the chain that is asked about a user without a credential. */
@Timeout(60)
class AskableDirectoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LookupSettings LOOKUPS = new LookupSettings(
            CacheSettings.DEFAULT,
            FailureSettings.DEFAULT,
            1024,
            Duration.ofMinutes(1),
            LookupSettings.DEFAULT_HASHES_PER_SOURCE,
            true);

    private final Slow directory = new Slow();
    private final List<String> told = new ArrayList<>();
    private final DirectoryChain chain = new ChainBuilder(LOOKUPS, LookupRecorder.NONE)
            .telling((name, user, identity) -> told.add(name + ": " + user + " is " + identity.name()))
            .add(Match.ALL, directory)
            .build();
    private final AskableDirectory askable = chain.askable().get(0);

    /** Everybody is there, and called so in capitals; logins wait until a test answers them. */
    private static final class Slow implements Directory {
        private final List<CompletableFuture<LookupResult>> logins = new ArrayList<>();
        private int asked;
        private boolean broken;

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String type() {
            return "slow";
        }

        @Override
        public Set<LoginPart> reads() {
            return Set.of(LoginPart.USER, LoginPart.PASSWORD);
        }

        @Override
        public Lookup lookup(AuthorizationRequest login) {
            return (Remote) terms -> {
                CompletableFuture<LookupResult> answer = new CompletableFuture<>();
                logins.add(answer);
                return new Answer.Pending<>(Mono.fromFuture(answer, true));
            };
        }

        @Override
        public IdentityLookup identityLookup() {
            return user -> user.equals("nobody")
                    ? null
                    : (Remote) terms -> {
                        asked++;
                        failIfBroken();
                        return new Answer.Ready<>(found(user));
                    };
        }

        @Override
        public Mono<Void> probe() {
            failIfBroken();
            return Mono.empty();
        }

        /** As a type that somebody else has written may. */
        private void failIfBroken() {
            if (broken) {
                throw new NoClassDefFoundError("somebody/Elses");
            }
        }

        private static Found found(String user) {
            return new Found(new Identity("slow", "THE " + user, Map.of(), Set.of(), null));
        }

        /** It works on four at a time. */
        @Override
        public Backend backend() {
            return Backend.of(64).serving(4);
        }

        @Override
        public void close() {}
    }

    @FunctionalInterface
    private interface Remote extends Lookup {
        Answer<LookupResult> begin(LookupTerms terms);

        @Override
        default Answer<LookupResult> start(LookupTerms terms) {
            return begin(terms);
        }

        @Override
        default long version() {
            return 0;
        }

        @Override
        default Kind kind() {
            return Kind.REMOTE;
        }
    }

    private void login(String user) {
        Answer<ChainResult> unused =
                chain.find(SampleRequest.login(user, "secret"), System.nanoTime() + PATIENCE.toNanos());
    }

    @Test
    void tellsWhoAUserIs() {
        assertThat(askable.ask("alice", PATIENCE).join())
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.identity().name()).isEqualTo("THE alice"));
        assertThat(askable.ask("nobody", PATIENCE).join()).isEqualTo(NotMine.NOT_MINE);
        assertThat(directory.asked).isOne();
    }

    @Test
    void isNotAskedWhileLoginsUseHalfOfWhatItCanDo() {
        login("alice");
        assertThat(askable.ask("carol", PATIENCE)).isCompleted();
        login("bob");
        assertThatThrownBy(() -> askable.ask("carol", PATIENCE).join()).hasCauseInstanceOf(UndecidedException.class);
        assertThat(directory.asked).isOne();

        directory.logins.get(0).complete(NotMine.NOT_MINE);
        assertThat(askable.ask("carol", PATIENCE)).isCompleted();
    }

    @Test
    void tellsOfWhomALoginHasFound() {
        login("alice");
        login("bob");
        directory.logins.get(0).complete(Slow.found("alice"));
        directory.logins.get(1).complete(NotMine.NOT_MINE);
        assertThat(told).containsExactly("slow: alice is THE alice");

        login("alice");
        assertThat(told).as("who is remembered is not found again").hasSize(1);
    }

    /** A user whose logins come to another directory is not asked about, whatever this one would say. */
    @Test
    void isAskedOnlyAboutUsersWhoseLoginsComeToIt() {
        Match staff = new MatchSettings(Set.of(), List.of(NamePattern.of("w-*")), Set.of(), Set.of());
        DirectoryNames names = new DirectoryNames(new NameSettings("", "", NameForm.LOWER, null), List.of("w-x:"));
        AskableDirectory own = new ChainBuilder(LOOKUPS, LookupRecorder.NONE)
                .add(names, staff, directory, CacheSettings.DEFAULT)
                .build()
                .askable()
                .get(0);

        assertThat(own.userOf("w-anna")).isEqualTo("w-anna");
        assertThat(own.userOf("anna")).isNull();
        assertThat(own.userOf("w-x:anna")).isNull();
        assertThat(askable.userOf("anna")).isEqualTo("anna");
    }

    /** Who asks would wait for the answer for ever, and ask about nobody else. */
    @Test
    void whatADirectoryThrowsIsAQuestionThatFails() {
        directory.broken = true;
        assertThatThrownBy(() -> askable.ask("alice", PATIENCE).join())
                .hasCauseInstanceOf(InternalErrorException.class);
        assertThatThrownBy(() -> askable.probe(PATIENCE).join()).hasCauseInstanceOf(InternalErrorException.class);

        directory.broken = false;
        assertThat(askable.ask("alice", PATIENCE).join()).isInstanceOf(Found.class);
        assertThat(askable.probe(PATIENCE)).isCompleted();
    }
}
