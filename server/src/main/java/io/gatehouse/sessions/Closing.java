package io.gatehouse.sessions;

/** What became of a session that was to be closed. */
public enum Closing {
    /** The server has closed it. */
    CLOSED,
    /** It had ended by itself. */
    GONE,
    /** The server does not answer, or cannot close it. */
    FAILED
}
