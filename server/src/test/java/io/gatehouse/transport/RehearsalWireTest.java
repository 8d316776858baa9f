package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.Unpacked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rehearsal brings is what a server would have brought. */
class RehearsalWireTest {
    private final Taken intake = new Taken();
    private final RehearsalWire wire = new RehearsalWire();

    @BeforeEach
    void open() {
        wire.open(intake);
    }

    @Test
    void bringsASealedMessageAsAFrame() {
        wire.bring(List.of(new Unpacked(bytes("box"), "XSERVER", "_R_.1")));

        assertThat(intake.messages).singleElement().isInstanceOf(Frame.class).satisfies(message -> {
            assertThat(message.replyTo()).isEqualTo("_R_.1");
            assertThat(message.serverXkey()).isEqualTo("XSERVER");
            assertThat(message.body()).isEqualTo(bytes("box"));
        });
        assertThat(intake.lastWasAlone).isTrue();
    }

    @Test
    void bringsAMessageInTheClear() {
        Unpacked message = new Unpacked(bytes("jwt"), null, "_R_.2");
        wire.bring(List.of(message));
        wire.bring(List.of(message));

        assertThat(intake.messages).hasSize(2).allSatisfy(brought -> {
            assertThat(brought.serverXkey()).isNull();
            assertThat(brought.body()).isEqualTo(bytes("jwt"));
        });
    }

    @Test
    void bringsManyWhereverAReadEnds() {
        List<Unpacked> flood = IntStream.range(0, 50)
                .mapToObj(i -> new Unpacked(new byte[1200], "XSERVER", "_R_." + i))
                .toList();
        for (int i = 0; i < 5; i++) {
            wire.bring(flood);
        }

        assertThat(intake.messages).hasSize(250);
        assertThat(intake.messages.get(249).replyTo()).isEqualTo("_R_.49");
        assertThat(intake.lastWasAlone).isTrue();
    }

    @Test
    void takesMoreAnswersThanAnOutboxHolds() {
        Unpacked request = new Unpacked(bytes("jwt"), null, "_R_.3");
        byte[] answer = new byte[1600];
        for (int i = 0; i < 2 * Outbox.MOST / answer.length; i++) {
            assertThat(wire.send(request, "_R_.3", answer)).isTrue();
        }
        wire.flush();
        assertThat(wire.isBackedUp()).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
