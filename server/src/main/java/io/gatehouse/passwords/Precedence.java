package io.gatehouse.passwords;

/** Whose password check goes first where several wait for a thread. */
public enum Precedence {
    /** The credential was right before: it is not a guess. */
    KNOWN,
    /** Nothing is known of the credential, and its source has few checks under way. */
    ORDINARY,
    /** Its source has more checks under way than count as ordinary: done where no others wait, and now and then. */
    LOW
}
