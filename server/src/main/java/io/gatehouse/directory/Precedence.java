package io.gatehouse.directory;

/** Whose password check goes first where several wait for a thread. */
public enum Precedence {
    /** The credential was right before: it is no guess. */
    KNOWN,
    /** Nothing is known of the credential, and its source has few checks under way. */
    ORDINARY,
    /** As many checks of its source are under way as count as ordinary: done where no others wait. */
    LOW
}
