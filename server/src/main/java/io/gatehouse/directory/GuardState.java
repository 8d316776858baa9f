package io.gatehouse.directory;

/** How the guard before a directory's backend is set at the moment. */
public interface GuardState {
    /** How many lookups may be under way at a time now. */
    int limit();

    /** Whether no lookup is begun, since the backend fails; false once another guard has taken its place. */
    boolean isOpen();
}
