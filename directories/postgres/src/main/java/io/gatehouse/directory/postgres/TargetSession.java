package io.gatehouse.directory.postgres;

/** Which of several servers lookups may be made at, by the words that PostgreSQL's own clients have. */
enum TargetSession {
    /** Whichever answers. */
    ANY,
    /** One that is no standby: what it knows is never older than what it tells. */
    PRIMARY
}
