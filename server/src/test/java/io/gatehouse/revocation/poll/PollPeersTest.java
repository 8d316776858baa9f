package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.ValueSeal;
import io.gatehouse.revocation.RevocationRecorder.Message;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.revocation.poll.PollMessage.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What instances tell each other of whom they have asked about. */
class PollPeersTest {
    private static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Line> LINES = List.of(
            new Line("alice", new Present("Alice", -1), false),
            new Line("b\u00f6b", new Present("b\u00f6b", 42), true),
            new Line("carol", Absent.ABSENT, true));

    private final NoRevocations heard = new NoRevocations();
    private final PollPeers peers = new PollPeers(SECRET, () -> NOW, heard);

    private static PollMessage message(long number, long at) {
        return new PollMessage("other", number, at, "staff", "meaning", LINES);
    }

    private static byte[] sealed(Secret secret, PollMessage message) {
        ValueSeal seal = new ValueSeal(secret);
        byte[] name = seal.name("polls, version 1".getBytes(StandardCharsets.US_ASCII));
        String subject = "gatehouse.revocations." + HexFormat.of().formatHex(name, 0, 8);
        return seal.seal(name, subject.getBytes(StandardCharsets.US_ASCII), message.json());
    }

    @Test
    void whatAnotherInstanceTellsIsHeard() {
        PollMessage sent = message(1, NOW.toEpochMilli());
        assertThat(peers.heard(sealed(SECRET, sent))).isEqualTo(sent);
        assertThat(heard.messages).isEmpty();
    }

    /** Where nats-server takes less than usual. */
    @Test
    void whatIsTooLongForAMessageIsToldInSeveral() {
        List<Line> lines = IntStream.range(0, PollMessage.MOST_USERS)
                .mapToObj(i -> new Line("user " + i, new Present("user " + i, i), false))
                .toList();
        PollPeers sender = new PollPeers(SECRET, () -> NOW, new NoRevocations());

        List<byte[]> messages = sender.sealed("staff", "meaning", lines, 4_096);

        assertThat(messages).hasSizeGreaterThan(4).allMatch(message -> message.length <= 4_096);
        assertThat(messages.stream()
                        .map(peers::heard)
                        .flatMap(message -> Objects.requireNonNull(message).lines().stream())
                        .toList())
                .isEqualTo(lines);
        assertThat(sender.sealed("staff", "meaning", LINES, 10)).hasSize(LINES.size());
    }

    @Test
    void whoHasNoSecretIsNotHeard() {
        Secret other = Secret.of("another-secret-another-secret-an");
        assertThat(peers.heard(sealed(other, message(1, NOW.toEpochMilli())))).isNull();
        assertThat(peers.heard(message(1, NOW.toEpochMilli()).json())).isNull();
        assertThat(heard.messages).containsExactly(Message.FORGED, Message.FORGED);
    }

    @Test
    void aMessageIsHeardOnceAndNotLate() {
        byte[] first = sealed(SECRET, message(1, NOW.toEpochMilli()));
        assertThat(peers.heard(first)).isNotNull();
        assertThat(peers.heard(first)).isNull();
        assertThat(peers.heard(sealed(SECRET, message(2, NOW.toEpochMilli() - 31_000))))
                .isNull();
        assertThat(heard.messages).containsExactly(Message.REPLAYED, Message.REPLAYED);
    }

    /** nats-server takes a MiB, or 64 KiB where an operator says so. */
    @Test
    void theLargestMessageIsTaken() {
        String longest = "\u6f22".repeat(1_024);
        List<byte[]> sent = new ArrayList<>();
        ToldUsers told = new ToldUsers(lines -> sent.add(
                sealed(SECRET, new PollMessage("other", sent.size() + 1, NOW.toEpochMilli(), "staff", "1", lines))));
        IntStream.range(0, 200).forEach(i -> {
            WatchedUser user = new WatchedUser(longest, Set.of(longest), 0);
            user.known(new Present(longest, i), Set.of(longest), 0);
            told.asked(user);
        });
        told.send();

        assertThat(sent).allSatisfy(message -> assertThat(message).hasSizeLessThan(65_536));
        assertThat(sent.stream()
                        .mapToInt(message -> Objects.requireNonNull(peers.heard(message))
                                .lines()
                                .size())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void whatCouldNotBeSentIsNotSentAgain() {
        List<List<Line>> sent = new ArrayList<>();
        AtomicBoolean fails = new AtomicBoolean(true);
        ToldUsers told = new ToldUsers(lines -> {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("a mistake");
            }
            sent.add(lines);
        });
        told.asked(new WatchedUser("alice", Set.of(), 0));
        assertThatThrownBy(told::send).hasMessage("a mistake");
        told.asked(new WatchedUser("bob", Set.of(), 0));
        told.send();

        assertThat(sent)
                .singleElement()
                .satisfies(lines -> assertThat(lines).extracting(Line::user).containsExactly("bob"));
    }
}
