package io.gatehouse.directory.file;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.TokenStreamLocation;

/** The mistakes of one file, in its order: the first {@value #MAX} by their text, the others by their number. */
final class Mistakes {
    static final int MAX = 20;

    private final String file;
    private final List<String> first = new ArrayList<>();
    private int count;

    Mistakes(String file) {
        this.file = file;
    }

    void add(TokenStreamLocation where, String what) {
        count++;
        if (count <= MAX) {
            first.add(file + ":" + where.getLineNr() + ":" + where.getColumnNr() + ": " + what);
        }
    }

    int count() {
        return count;
    }

    /** Adds what concerns the file as a whole. */
    void add(String what) {
        count++;
        if (count <= MAX) {
            first.add(file + ": " + what);
        }
    }

    /** @throws UsersFileException when there is any */
    void throwIfAny() {
        if (count == 0) {
            return;
        }
        if (count > MAX) {
            first.add(file + ": and " + (count - MAX) + " more");
        }
        throw new UsersFileException(first);
    }

    static UsersFileException only(String file, String what) {
        return new UsersFileException(List.of(file + ": " + what));
    }
}
