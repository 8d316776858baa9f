package io.gatehouse.flame;

import java.util.ArrayList;
import java.util.List;

/**
 * A stack of a thread, and its weight.
 *
 * @param frames from the thread to the innermost
 * @param weight nanoseconds of CPU or bytes, more than 0
 */
record Stack(List<StackFrame> frames, double weight) {
    Stack {
        frames = List.copyOf(frames);
    }

    /** The same with one frame for each row of Reactor's, so that what operators call lies side by side. */
    Stack withoutOperators() {
        List<StackFrame> kept = new ArrayList<>();
        for (StackFrame frame : frames) {
            boolean again = frame.origin() == CodeOrigin.REACTOR
                    && !kept.isEmpty()
                    && kept.get(kept.size() - 1).origin() == CodeOrigin.REACTOR;
            if (!again) {
                kept.add(frame.origin() == CodeOrigin.REACTOR ? StackFrame.reactor() : frame);
            }
        }
        return new Stack(kept, weight);
    }
}
