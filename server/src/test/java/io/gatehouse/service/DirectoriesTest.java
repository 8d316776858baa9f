package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.admin.Health;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.OwnLookup;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.chain.NameSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.shared.SharedDirectories;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.service.revoke.LiveRevocation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Directories of third parties that do not do as they should. */
class DirectoriesTest {
    private final List<String> closed = new ArrayList<>();

    @SuppressWarnings("NullAway") // the type reads no values
    private DirectorySettings settings(String name) {
        return new DirectorySettings(
                name, new Stubborn(), NameSettings.NONE, Match.ALL, CacheSettings.DEFAULT, GuardSettings.DEFAULT, null);
    }

    private Directories open(String... names) {
        List<DirectorySettings> settings = Stream.of(names).map(this::settings).toList();
        SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
        AnswerSizes sizes = new AnswerSizes(new ResponseJwt(issuer, null), false, () -> Integer.MAX_VALUE);
        try (PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE)) {
            Directories directories = new Directories(
                    checks,
                    sizes,
                    new HealthMonitor(new ServiceCounters(), new Health(), 0),
                    NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new NatsSettings.Login.None()),
                    SharedDirectories.none(),
                    LiveRevocation.none());
            List<OpenDirectory> unused =
                    directories.start(settings, new Policy(Accounts.named(issuer), Clock.systemUTC()));
            return directories;
        }
    }

    @Test
    void oneThatCannotBeClosedKeepsNoOtherOpen() {
        open("one", "two").close();

        assertThat(closed).containsExactly("one", "two");
    }

    @Test
    void whyOneCannotBeOpenedIsToldThoughAnotherCannotBeClosed() {
        assertThatThrownBy(() -> open("one", "broken")).hasMessage("no backend");
        assertThat(closed).containsExactly("one");
    }

    /** Each reload would leave one more question behind. */
    @Test
    @SuppressWarnings("NullAway") // nothing else of it is used
    void aBackendThatAnswersNothingIsAskedNoLongerThanIsWaited() {
        AtomicBoolean asked = new AtomicBoolean();
        OpenDirectory silent = new OpenDirectory(settings("silent"), null, new Silent(asked), null, null, null);

        assertThat(silent.ready(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(20));

        assertThat(asked).isFalse();
    }

    private record Silent(AtomicBoolean asked) implements OwnLookup {
        @Override
        public Mono<Void> probe() {
            return Mono.<Void>never()
                    .doOnSubscribe(subscribed -> asked.set(true))
                    .doOnCancel(() -> asked.set(false));
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** Neither opened nor closed without a failure. */
    private final class Stubborn implements DirectoryType {
        @Override
        public String type() {
            return "stubborn";
        }

        @Override
        public List<Entry> keys() {
            return List.of();
        }

        @Override
        public Directory create(String name, Values settings, DirectoryContext context) {
            if (name.equals("broken")) {
                throw new IllegalStateException("no backend");
            }
            return new Open(name, closed);
        }
    }

    private record Open(String name, List<String> closed) implements Directory {
        @Override
        public String type() {
            return "stubborn";
        }

        @Override
        public Set<LoginPart> reads() {
            return Set.of(LoginPart.USER);
        }

        @Override
        public @Nullable Lookup lookup(AuthorizationRequest login) {
            return null;
        }

        @Override
        public void close() {
            closed.add(name);
            throw new IllegalStateException("cannot be closed");
        }
    }
}
