package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LossNoteTest {
    private final AtomicLong clock = new AtomicLong();
    private final LossNote note = new LossNote(clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void isThereUntilTheUsersAreBack() {
        assertThat(note.text()).isNull();
        note.lost("9 of 10 are gone");
        assertThat(note.text()).isEqualTo("9 of 10 are gone");
        note.back();
        assertThat(note.text()).isNull();
    }

    @Test
    void endsAfterAnHour() {
        note.lost("9 of 10 are gone");
        pass(Duration.ofMinutes(59));
        note.lost("10 of 10 are gone");
        pass(Duration.ofMinutes(59));
        assertThat(note.text()).isEqualTo("10 of 10 are gone");
        pass(Duration.ofMinutes(1));
        assertThat(note.text()).isNull();
    }
}
