package io.gatehouse.directory.users;

import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.Quoted;
import java.util.HashMap;
import java.util.Map;

/** The lines of the users of a file while it is read, where several spellings are one name: to tell both lines of a name. */
final class NameLines {
    private final NameForm form;
    private final HeapRoom room;
    private final Map<String, Integer> lines = new HashMap<>();

    NameLines(NameForm form, HeapRoom room) {
        this.form = form;
        this.room = room;
    }

    /** Notes the line of a name in its form, when it is the first of that name. */
    void add(String name, int line) {
        if (form.folds() && lines.putIfAbsent(name, line) == null) {
            room.take(HeapWeight.ENTRY);
        }
    }

    /** What to say of another user of that name. */
    String another(String name) {
        return form.folds()
                ? "is the same user as the one in line " + lines.get(name) + ", since names.case is lower and both are "
                        + Quoted.of(name) + ": remove one of them"
                : "is given twice";
    }

    /** Gives back the room that the lines have taken: they are not kept. */
    void end() {
        room.giveBack((long) HeapWeight.ENTRY * lines.size());
        lines.clear();
    }
}
