package io.gatehouse.directory.users;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.TokenStreamLocation;

/** The mistakes of one file, in its order: the first {@value #MAX} by their text, the others by their number. */
final class Mistakes {
    static final int MAX = 20;

    private final String file;
    private final List<String> first = new ArrayList<>();
    private int count;
    private int capitals;
    private int firstCapitals = MAX;

    Mistakes(String file) {
        this.file = file;
    }

    void add(TokenStreamLocation where, String what) {
        add(where.getLineNr(), where.getColumnNr(), what);
    }

    void add(int line, int column, String what) {
        add(place(line, column), what);
    }

    /** Adds a field that is written with capital letters: the first by its text, the others by their number. */
    void addCapitals(TokenStreamLocation where, String which) {
        if (capitals++ == 0) {
            firstCapitals = count;
            add(where, which);
        }
    }

    /** What is to be told in place of all that was found up to now. */
    UsersFileException alone(TokenStreamLocation where, String what) {
        return only(place(where.getLineNr(), where.getColumnNr()), what);
    }

    int count() {
        return count;
    }

    /** Adds what concerns the file as a whole. */
    void add(String what) {
        add(file, what);
    }

    private void add(String place, String what) {
        count++;
        if (count <= MAX) {
            first.add(place + ": " + what);
        }
    }

    /** @throws UsersFileException when there is any */
    void throwIfAny() {
        if (count == 0) {
            return;
        }
        if (firstCapitals < MAX) {
            first.set(firstCapitals, first.get(firstCapitals) + OtherFormats.capitals(capitals - 1));
        }
        if (count > MAX) {
            first.add(file + ": and " + (count - MAX) + " more");
        }
        throw new UsersFileException(first);
    }

    private String place(int line, int column) {
        return file + ":" + line + ":" + column;
    }

    static UsersFileException only(String file, String what) {
        return new UsersFileException(List.of(file + ": " + what));
    }
}
