package io.gatehouse.pipeline;

import io.gatehouse.spans.LoginTrace;

/**
 * Told how requests end, and what was before the first of them was looked at. Called on the hot path by many threads, so it
 * must not block.
 */
@FunctionalInterface
public interface DecisionListener {
    /** Hears nothing. */
    DecisionListener NONE = (decision, requests) -> {};

    /** Requests have ended so: one, or several that were dropped unread together. */
    void onDecision(Decision decision, int requests);

    /** A request that is traced has ended; {@link #onDecision} was told of it just before. */
    default void onTraced(Decision decision, LoginTrace trace) {}

    /** So many requests were read from the connection. */
    default void onReceived(int requests) {}

    /** The server reads answers again, after so many had waited for it that no more were made. */
    default void onWritable() {}

    /** This one and another, told after it. */
    default DecisionListener and(DecisionListener next) {
        DecisionListener first = this;
        return new DecisionListener() {
            @Override
            public void onDecision(Decision decision, int requests) {
                first.onDecision(decision, requests);
                next.onDecision(decision, requests);
            }

            @Override
            public void onTraced(Decision decision, LoginTrace trace) {
                first.onTraced(decision, trace);
                next.onTraced(decision, trace);
            }

            @Override
            public void onReceived(int requests) {
                first.onReceived(requests);
                next.onReceived(requests);
            }

            @Override
            public void onWritable() {
                first.onWritable();
                next.onWritable();
            }
        };
    }
}
