package io.gatehouse.pipeline;

/** What a rehearsal has in the place of a connection: it goes the way of a real one, but for the socket. */
public interface Wire extends Replies {
    /** Says who takes what is brought. */
    void open(Intake intake);

    /** Brings the message to the intake as if it had been read, before it returns. */
    void bring(Unpacked message);
}
