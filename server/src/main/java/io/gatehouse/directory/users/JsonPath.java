package io.gatehouse.directory.users;

import java.util.ArrayDeque;
import java.util.Deque;

/** The reader's position in a user's object, as {@code permissions.pub.allow[1]}. */
final class JsonPath {
    private static final int NO_ELEMENT = -1;

    private final StringBuilder text = new StringBuilder();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private int element = NO_ELEMENT;

    /** Steps into a field. */
    void enter(String name) {
        marks.push(new Mark(text.length(), element));
        appendElement(text);
        text.append(text.isEmpty() ? "" : ".").append(name);
        element = NO_ELEMENT;
    }

    /** Steps out of the field. */
    void leave() {
        Mark mark = marks.pop();
        text.setLength(mark.length);
        element = mark.element;
    }

    /** Goes to an element of the list that the field is. */
    void element(int index) {
        element = index;
    }

    /** Goes back to the list itself. */
    void list() {
        element = NO_ELEMENT;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    private void appendElement(StringBuilder to) {
        if (element != NO_ELEMENT) {
            to.append('[').append(element).append(']');
        }
    }

    @Override
    public String toString() {
        StringBuilder whole = new StringBuilder(text);
        appendElement(whole);
        return whole.toString();
    }

    private record Mark(int length, int element) {}
}
