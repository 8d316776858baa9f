package io.gatehouse.flame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;

/** Reads threads and their stacks out of events. */
final class Threads {
    private static final String NAMELESS = "unnamed thread";

    private Threads() {}

    /** Its name in Java; the system's for a thread of the JVM. */
    static String name(RecordedThread thread) {
        if (thread.getJavaName() != null) {
            return thread.getJavaName();
        }
        return thread.getOSName() == null ? NAMELESS : thread.getOSName();
    }

    /** From the thread to the innermost method. */
    static List<StackFrame> frames(String thread, RecordedEvent event) {
        List<StackFrame> frames = new ArrayList<>();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            RecordedMethod method = frame.getMethod();
            if (method != null) {
                frames.add(StackFrame.method(method.getType().getName(), method.getName()));
            }
        }
        frames.add(StackFrame.thread(thread));
        Collections.reverse(frames);
        return frames;
    }
}
