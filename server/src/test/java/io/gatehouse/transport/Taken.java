package io.gatehouse.transport;

import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.Intake;
import io.gatehouse.pipeline.message.MessageBatch;
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
    public boolean take(MessageBatch batch) {
        int permitted = Math.min(batch.size(), worth);
        shed += batch.size() - permitted;
        for (int place = batch.size() - permitted; place < batch.size(); place++) {
            messages.add(batch.message(place));
        }
        lastWasAlone = batch.isAllThatWasRead();
        return behind;
    }

    @Override
    public void onWritable() {
        moves++;
    }
}
