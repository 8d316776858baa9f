package io.gatehouse.cli.explain;

import io.gatehouse.explain.PrintedText;
import io.gatehouse.service.explain.RightsChange;
import io.gatehouse.service.explain.RightsChange.Difference;
import java.io.PrintWriter;
import java.util.List;

/** Changes for people. */
record ChangesText(PrintWriter out) implements ChangesOutput {
    @Override
    public void change(RightsChange change) {
        PrintedText text = new PrintedText();
        text.heading(change.user() + " (" + change.directory() + ")");
        for (Difference difference : change.differences()) {
            difference.removed().forEach(word -> text.row("- " + difference.what(), word));
            difference.added().forEach(word -> text.row("+ " + difference.what(), word));
        }
        out.println(text);
    }

    @Override
    public void end(long compared, long changed, List<String> unreachable, int exitCode) {
        out.println(
                compared + (compared == 1 ? " user" : " users") + " compared, the rights of " + changed + " change");
        if (!unreachable.isEmpty()) {
            out.println("not compared, since they cannot be reached: " + String.join(", ", unreachable));
        }
    }
}
