package io.gatehouse.load.plan.storm;

import io.gatehouse.admission.Timed;

/** One attempt of a client to log in, from its connection on; at an instance it is the request. */
final class Login implements Timed {
    /** What a request holds while it waits, in bytes. */
    private static final int WEIGHT = 1_500;

    /** Whose login it is. */
    interface Caller {
        /** The server has sent INFO. */
        void greeted(Login login);

        /** The login is through. */
        void in(Login login);
    }

    /** Who asked an instance about it. */
    interface Asker {
        void answered(Login login, Instance by);
    }

    private final Caller caller;
    private final Asker asker;
    private final int client;
    /** When the kernel took the connection; from then on the client waits for its login. */
    private final long connectedAt;

    private boolean greeted;
    private boolean gone;
    private boolean answered;
    private boolean verified;
    private long arrivedAt;
    private long deadline;

    Login(Caller caller, Asker asker, int client, long connectedAt) {
        this.caller = caller;
        this.asker = asker;
        this.client = client;
        this.connectedAt = connectedAt;
    }

    int client() {
        return client;
    }

    long connectedAt() {
        return connectedAt;
    }

    /** Its server sends INFO. */
    void greet() {
        greeted = true;
        caller.greeted(this);
    }

    boolean isGreeted() {
        return greeted;
    }

    /** Its server has let it in. */
    void letIn() {
        caller.in(this);
    }

    /** The client has hung up, or was refused by its server for want of an answer. */
    void hangUp() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** An instance has decided. */
    void answer(Instance by) {
        answered = true;
        asker.answered(this, by);
    }

    /** Whether its answer is on the way to the client. */
    boolean isAnswered() {
        return answered;
    }

    /** It was found out who the client is, in whatever way. */
    void verify() {
        verified = true;
    }

    boolean isVerified() {
        return verified;
    }

    /** It arrives at an instance, which may answer it until a moment, both in nanoseconds. */
    void arrive(long now, long until) {
        arrivedAt = now;
        deadline = until;
    }

    /** It goes on to another queue. */
    void arriveAgain(long now) {
        arrivedAt = now;
    }

    @Override
    public long arrivedAt() {
        return arrivedAt;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public int weight() {
        return WEIGHT;
    }
}
