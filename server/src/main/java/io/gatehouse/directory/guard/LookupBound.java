package io.gatehouse.directory.guard;

import io.gatehouse.directory.LookupRecorder;
import java.util.concurrent.atomic.AtomicInteger;

/** How many lookups are under way, and how many may be: one more is not waited for but given up at once. */
public final class LookupBound {
    private final AtomicInteger underWay = new AtomicInteger();
    private final int most;
    private final LookupRecorder recorder;

    public LookupBound(int most, LookupRecorder recorder) {
        this.most = most;
        this.recorder = recorder;
    }

    /** Whether one more may begin; who may must {@link #leave} in the end. */
    boolean enter() {
        int now = underWay.get();
        while (now < most) {
            if (underWay.compareAndSet(now, now + 1)) {
                recorder.lookupBegun();
                return true;
            }
            now = underWay.get();
        }
        recorder.lookupRefused();
        return false;
    }

    void leave() {
        underWay.decrementAndGet();
        recorder.lookupEnded();
    }
}
