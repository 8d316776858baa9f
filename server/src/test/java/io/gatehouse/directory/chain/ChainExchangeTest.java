package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.text.NameForm;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** A chain that takes the place of another. */
class ChainExchangeTest {
    private static final FailureSettings ONE_FAILURE = new FailureSettings(1, 1, 1, Duration.ofMinutes(1));

    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedDirectory directory = ScriptedDirectory.quick();
    private final DirectoryChain before =
            builder(FailureSettings.NONE).add(Match.ALL, directory).build();

    private ChainBuilder builder(FailureSettings failures) {
        LookupSettings settings =
                new LookupSettings(CacheSettings.DEFAULT, failures, LookupSettings.DEFAULT_LOOKUPS, true);
        return new ChainBuilder(settings, recorder, System::nanoTime, Schedulers.parallel());
    }

    private static LookupResult ask(DirectoryChain chain, String user, String password) {
        return Objects.requireNonNull(chain.find(SampleRequest.login(user, password), SampleRequest.inTime())
                .mono()
                .map(ChainResult::result)
                .block());
    }

    @Test
    void whatIsKnownOfADirectoryThatStaysIsKnown() {
        assertThat(ask(before, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        DirectoryChain after = builder(FailureSettings.NONE)
                .after(before)
                .add(login -> true, ScriptedDirectory.answering(login -> LookupResult.NotMine.NOT_MINE))
                .add(login -> true, directory)
                .build();

        assertThat(ask(after, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(1);
        before.retire(after);
        assertThat(ask(after, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(1);
    }

    @Test
    void whatIsKnownOfAnotherIsNotAndIsForgottenWithIt() {
        assertThat(ask(before, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        ScriptedDirectory other = ScriptedDirectory.answering(login -> ScriptedDirectory.WRONG);
        DirectoryChain after = builder(FailureSettings.NONE)
                .after(before)
                .add(Match.ALL, other)
                .build();

        assertThat(ask(after, "anna", "right")).isEqualTo(ScriptedDirectory.WRONG);
        assertThat(other.asked()).hasSize(1);
        assertThat(recorder.entries(Memory.VERIFIED)).isEqualTo(1);
        before.retire(after);
        assertThat(recorder.entries(Memory.VERIFIED)).isZero();
        assertThat(ask(before, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(recorder.entries(Memory.VERIFIED))
                .as("put by a late request")
                .isZero();
    }

    @Test
    void anotherNameOrAnotherCacheBeginsAnew() {
        assertThat(ask(before, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        DirectoryNames named = new DirectoryNames(new NameSettings("x:", "", NameForm.EXACT, null), List.of());
        DirectoryChain renamed = builder(FailureSettings.NONE)
                .after(before)
                .add(named, Match.ALL, directory, CacheSettings.DEFAULT)
                .build();
        assertThat(ask(renamed, "anna", "right"))
                .isInstanceOfSatisfying(
                        LookupResult.Found.class,
                        found -> assertThat(found.identity().name()).isEqualTo("x:anna"));
        assertThat(directory.asked()).hasSize(2);

        CacheSettings usual = CacheSettings.DEFAULT;
        CacheSettings shorter =
                new CacheSettings(Duration.ofSeconds(1), usual.negativeTtl(), usual.jitter(), usual.maxBytes());
        DirectoryChain cached = builder(FailureSettings.NONE)
                .after(before)
                .add(DirectoryNames.PLAIN, Match.ALL, directory, shorter)
                .build();
        assertThat(ask(cached, "anna", "right")).isInstanceOf(LookupResult.Found.class);
        assertThat(directory.asked()).hasSize(3);
    }

    @Test
    void failuresStayCountedUnlessTheirLimitsChange() {
        DirectoryChain limited = builder(ONE_FAILURE).add(Match.ALL, directory).build();
        assertThat(ask(limited, "anna", "wrong")).isEqualTo(ScriptedDirectory.WRONG);
        DirectoryChain same = builder(ONE_FAILURE)
                .after(limited)
                .add(Match.ALL, ScriptedDirectory.quick())
                .build();
        assertThatThrownBy(() -> ask(same, "anna", "wrong again")).hasMessageContaining("too many wrong credentials");

        DirectoryChain without = builder(FailureSettings.NONE)
                .after(same)
                .add(Match.ALL, directory)
                .build();
        assertThat(ask(without, "anna", "wrong again")).isEqualTo(ScriptedDirectory.WRONG);
    }
}
