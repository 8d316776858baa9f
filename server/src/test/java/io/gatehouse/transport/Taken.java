package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;
import io.gatehouse.pipeline.Intake;
import java.util.ArrayList;
import java.util.List;

/** Takes what is worth it, and remembers it. */
final class Taken implements Intake {
    final List<Envelope> messages = new ArrayList<>();
    int worth = Integer.MAX_VALUE;
    boolean behind;
    int shed;
    int moves;
    boolean lastWasAlone;

    @Override
    public boolean isBehind() {
        return behind;
    }

    @Override
    public int worthTaking(int count) {
        return Math.min(count, worth);
    }

    @Override
    public void take(Envelope message, long arrivedAt, boolean alone) {
        messages.add(message);
        lastWasAlone = alone;
    }

    @Override
    public void answersMove() {
        moves++;
    }

    @Override
    public void shed(int count) {
        shed += count;
    }
}
