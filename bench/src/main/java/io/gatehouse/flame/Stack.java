package io.gatehouse.flame;

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
}
