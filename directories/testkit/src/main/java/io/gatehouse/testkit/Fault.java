package io.gatehouse.testkit;

/** What may be wrong with a backend, such as a file, a database or a server. */
public enum Fault {
    /** Nothing: it answers as it should. */
    NONE,
    /** It answers, and takes a second or more. */
    SLOW,
    /** It cannot be reached, or is not there. */
    DOWN,
    /** What it answers makes no sense. */
    GARBAGE,
    /** It takes connections and questions, and says nothing to them. */
    HANGS
}
