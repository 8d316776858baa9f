package io.gatehouse.directory.records;

import java.util.ArrayDeque;
import java.util.Deque;

/** A reader's position in a record, as {@code permissions.pub.allow[1]}. */
public final class JsonPath {
    private static final int NO_ELEMENT = -1;

    private final StringBuilder text = new StringBuilder();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private int element = NO_ELEMENT;

    /** Steps into a field. */
    public void enter(String name) {
        marks.push(new Mark(text.length(), element));
        appendElement(text);
        text.append(text.isEmpty() ? "" : ".").append(name);
        element = NO_ELEMENT;
    }

    /** Steps out of the field. */
    public void leave() {
        Mark mark = marks.pop();
        text.setLength(mark.length);
        element = mark.element;
    }

    /** Goes to an element of the list that the field is. */
    public void element(int index) {
        element = index;
    }

    /** Goes back to the list itself. */
    public void list() {
        element = NO_ELEMENT;
    }

    /** Whether it is the record itself. */
    public boolean isEmpty() {
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
