package io.gatehouse.flame;

import java.util.ArrayList;
import java.util.List;

/**
 * What a thread was doing, and what that stands for.
 *
 * @param frames from the thread to the innermost
 * @param weight nanoseconds of CPU or bytes, more than 0
 */
record Stack(List<Frame> frames, double weight) {
    Stack {
        frames = List.copyOf(frames);
    }

    /** The same with one frame for each row of Reactor's, so that what operators call lies side by side. */
    Stack withoutOperators() {
        List<Frame> kept = new ArrayList<>();
        for (Frame frame : frames) {
            boolean again = frame.room() == Room.REACTOR
                    && !kept.isEmpty()
                    && kept.get(kept.size() - 1).room() == Room.REACTOR;
            if (!again) {
                kept.add(frame.room() == Room.REACTOR ? Frame.reactor() : frame);
            }
        }
        return new Stack(kept, weight);
    }
}
