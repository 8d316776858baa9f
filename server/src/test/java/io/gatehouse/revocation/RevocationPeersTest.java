package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.revocation.RevocationRecorder.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages of instances: what one has told is done once by another, and what nobody of them has told is not. */
class RevocationPeersTest {
    private static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Secret OTHER = Secret.of("another secret of at least 32 bytes");
    private static final long NOW = 1_000_000_000L;

    private long now = NOW;
    private long up = 5_000;
    private final List<String> forgotten = new ArrayList<>();
    private final CountedMessages counted = new CountedMessages();
    private final RevocationPeers peers =
            new RevocationPeers(SECRET, () -> Instant.ofEpochMilli(now), () -> up, this::forget, counted);

    private void forget(@Nullable String directory, @Nullable Set<String> users) {
        forgotten.add(directory + ": " + users);
    }

    /** As another instance would send it. */
    private byte[] sealed(Secret secret, PeerMessage message) {
        ValueSeal seal = new ValueSeal(secret);
        byte[] name = seal.name("revocations".getBytes(StandardCharsets.US_ASCII));
        return seal.seal(name, peers.subject().getBytes(StandardCharsets.US_ASCII), message.json());
    }

    private static PeerMessage message(long number, long at) {
        return new PeerMessage("someone", number, at, "staff", List.of("alice"));
    }

    @Test
    void whatAnotherInstanceTellsIsForgotten() {
        assertThat(peers.heard(sealed(SECRET, message(1, NOW)))).isTrue();

        assertThat(forgotten).containsExactly("staff: [alice]");
        assertThat(counted.messages()).containsExactly(Message.TAKEN);
    }

    @Test
    void aMessageOfEverybodyForgetsEverybody() {
        assertThat(peers.heard(sealed(SECRET, new PeerMessage("someone", 1, NOW, null, null))))
                .isTrue();

        assertThat(forgotten).containsExactly("null: null");
    }

    @Test
    void whoHasNoSecretIsNotHeard() {
        assertThat(peers.heard(sealed(OTHER, message(1, NOW)))).isFalse();
        assertThat(peers.heard(message(2, NOW).json())).isFalse();
        assertThat(peers.heard(new byte[0])).isFalse();

        assertThat(forgotten).isEmpty();
        assertThat(counted.messages()).containsExactly(Message.FORGED, Message.FORGED, Message.FORGED);
    }

    @Test
    void aMessageThatWasChangedIsNotHeard() {
        byte[] sealed = sealed(SECRET, message(1, NOW));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(peers.heard(changed)).isFalse();
        }
        assertThat(forgotten).isEmpty();
    }

    @Test
    void aMessageIsDoneOnce() {
        byte[] first = sealed(SECRET, message(1, NOW));
        byte[] second = sealed(SECRET, message(2, NOW));
        assertThat(peers.heard(first)).isTrue();
        assertThat(peers.heard(second)).isTrue();

        assertThat(peers.heard(second)).isFalse();
        assertThat(peers.heard(first)).isFalse();
        assertThat(forgotten).hasSize(2);
        assertThat(counted.messages())
                .containsExactly(Message.TAKEN, Message.TAKEN, Message.REPLAYED, Message.REPLAYED);
    }

    @Test
    void aMessageOfLongAgoOrOfLaterIsNotDone() {
        long window = ReplayWindow.WINDOW.toMillis();

        assertThat(peers.heard(sealed(SECRET, message(1, NOW - window - 1)))).isFalse();
        assertThat(peers.heard(sealed(SECRET, message(2, NOW + window + 1)))).isFalse();
        assertThat(peers.heard(sealed(SECRET, message(3, NOW - window)))).isTrue();
    }

    @Test
    void whatIsToldWhileThisInstanceIsStoppedIsDoneOnceItGoesOn() {
        peers.running();
        byte[] before = sealed(SECRET, new PeerMessage("another", 1, NOW, "staff", List.of("bob")));
        assertThat(peers.heard(before)).isTrue();

        pass(Duration.ofMinutes(2));
        byte[] meanwhile = sealed(SECRET, message(1, NOW + 1_000));
        assertThat(peers.heard(meanwhile)).isTrue();
        assertThat(peers.heard(meanwhile)).isFalse();
        assertThat(peers.heard(before)).isFalse();
        assertThat(forgotten).containsExactly("staff: [bob]", "staff: [alice]");
    }

    @Test
    void whatIsLateIsNotDoneAgainSoonAfterThat() {
        peers.running();
        pass(Duration.ofMinutes(2));
        peers.running();
        for (int seconds = 0; seconds < 31; seconds++) {
            pass(Duration.ofSeconds(1));
            peers.running();
        }

        assertThat(peers.heard(sealed(SECRET, message(1, NOW + 1_000)))).isFalse();
    }

    /** The time of day says that two minutes have passed, and the machine knows better. */
    @Test
    void aTimeOfDayThatIsSetForwardAndBackMakesNothingNew() {
        peers.running();
        now += Duration.ofMinutes(2).toMillis();
        peers.running();
        assertThat(peers.heard(sealed(SECRET, message(1, NOW + 1_000))))
                .as("set forward")
                .isFalse();

        for (int seconds = 1; seconds <= 60; seconds++) {
            up += 1_000;
            now = NOW + 31_000 + 1_000L * seconds;
            peers.running();
            assertThat(peers.heard(sealed(SECRET, message(2, NOW))))
                    .as("set back")
                    .isFalse();
        }
        assertThat(forgotten).isEmpty();
    }

    /** Where the time of day is set back, what was sent long ago is of now again. */
    @Test
    void theWindowDoesNotTakeWhatASenderHasSentThatItHasForgotten() {
        ReplayWindow window = new ReplayWindow();
        for (int i = 0; i < 4_096; i++) {
            assertThat(window.isNew("s" + i, 1, NOW, NOW, up)).isTrue();
        }
        long later = NOW + Duration.ofMinutes(5).toMillis();
        assertThat(window.isNew("one more", 1, later, later, up))
                .as("set forward")
                .isFalse();
        assertThat(window.isNew("one more", 1, later, later, up + 61_000)).isTrue();

        assertThat(window.isNew("s7", 1, NOW, NOW, up + 61_000)).isFalse();
        assertThat(window.isNew("another", 1, NOW + 1, NOW, up + 61_000)).isTrue();
    }

    private void pass(Duration time) {
        now += time.toMillis();
        up += time.toMillis();
    }

    @Test
    void theWindowForgetsSendersThatAreSilentAndTakesNoMoreThanItMay() {
        ReplayWindow window = new ReplayWindow();
        for (int i = 0; i < 4_096; i++) {
            assertThat(window.isNew("s" + i, 1, NOW, NOW, up)).isTrue();
        }
        assertThat(window.isNew("one more", 1, NOW, NOW, up)).isFalse();

        long passed = Duration.ofMinutes(5).toMillis();
        assertThat(window.isNew("one more", 1, NOW + passed, NOW + passed, up + passed))
                .isTrue();
    }

    @Test
    void instancesWithAnotherSecretListenElsewhere() {
        RevocationPeers others = new RevocationPeers(OTHER, () -> Instant.ofEpochMilli(NOW), this::forget, counted);

        assertThat(peers.subject())
                .matches("gatehouse\\.revocations\\.[0-9a-f]{16}")
                .isNotEqualTo(others.subject());
    }
}
