package io.gatehouse.directory.heap;

/** The heap has no room for more users. */
public final class HeapFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeapFullException() {
        super("the heap is full", null, false, false);
    }
}
