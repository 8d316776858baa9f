package io.gatehouse.pipeline;

import java.util.List;

/** What a rehearsal has in the place of a connection: it goes the way of a real one, but for the socket. */
public interface Wire extends Replies {
    /** Takes all answers. */
    int ALL = Integer.MAX_VALUE;

    /** Says who takes what is brought. */
    void open(Intake intake);

    /** Brings the messages to the intake as if they had been read, a few at a time, before it returns. */
    void bring(List<Unpacked> messages);

    /** Takes so many more answers before it is backed up, {@link #ALL} in the beginning. */
    void letThrough(int answers);
}
