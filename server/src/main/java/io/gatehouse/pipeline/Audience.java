package io.gatehouse.pipeline;

/**
 * Who watches a rehearsal. What counts and writes is of the same classes as in earnest, so that the compiler meets no others
 * later, but counts for nobody and writes nothing.
 */
public interface Audience {
    CalloutRecorder recorder();

    DecisionListener decisions();

    /** How many requests were answered. */
    long answers();

    /** How many requests got no answer for that reason. */
    long drops(Drop reason);
}
