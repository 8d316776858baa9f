package io.gatehouse.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Unpacked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a warm-up brings is what a server would have brought. */
class LoopbackTransportTest {
    private static final int MORE_THAN_AN_OUTBOX = 8 << 20;

    private final Brought intake = new Brought();
    private final LoopbackTransport transport = new LoopbackTransport();

    @BeforeEach
    void open() {
        transport.open(intake);
    }

    @Test
    void bringsASealedMessageAsAFrame() {
        transport.bring(List.of(new Unpacked(bytes("box"), "XSERVER", "_R_.1")));

        assertThat(intake.messages).singleElement().satisfies(message -> {
            assertThat(message.replyTo()).isEqualTo("_R_.1");
            assertThat(message.serverXkey()).isEqualTo("XSERVER");
            assertThat(message.body()).isEqualTo(bytes("box"));
        });
        assertThat(intake.lastWasAlone).isTrue();
    }

    @Test
    void bringsAMessageInTheClear() {
        Unpacked message = new Unpacked(bytes("jwt"), null, "_R_.2");
        transport.bring(List.of(message));
        transport.bring(List.of(message));

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
            transport.bring(flood);
        }

        assertThat(intake.messages).hasSize(250);
        assertThat(intake.messages.get(249).replyTo()).isEqualTo("_R_.49");
        assertThat(intake.lastWasAlone).isTrue();
    }

    @Test
    void takesMoreAnswersThanAnOutboxHolds() {
        Unpacked request = new Unpacked(bytes("jwt"), null, "_R_.3");
        byte[] answer = new byte[1600];
        for (int i = 0; i < MORE_THAN_AN_OUTBOX / answer.length; i++) {
            assertThat(transport.send(request, "_R_.3", answer)).isTrue();
        }
        transport.flush();
        assertThat(transport.isWritable()).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes everything, and remembers it. */
    private static final class Brought implements Intake {
        private final List<Envelope> messages = new ArrayList<>();
        private boolean lastWasAlone;

        @Override
        public boolean take(MessageBatch batch) {
            for (int place = 0; place < batch.size(); place++) {
                messages.add(batch.message(place));
            }
            lastWasAlone = batch.isAllThatWasRead();
            return false;
        }

        @Override
        public void onWritable() {}
    }
}
