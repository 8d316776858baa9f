package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a run is not a success whatever was expected of it: nothing was right, or something was wrong. */
final class Faults {
    private Faults() {}

    /**
     * A sentence for each fault, with what to look at.
     *
     * @param sealed whether requests were sealed
     * @param expected whether wrong answers are bounded by an expectation, and so are not a fault by themselves
     */
    static List<String> of(AnswerCounts total, boolean sealed, boolean expected) {
        List<String> faults = new ArrayList<>();
        long right = total.inTime() + total.late();
        if (total.offered() == 0) {
            faults.add("no request was sent in the time that is counted");
        } else if (right == 0 && total.answered() == 0) {
            faults.add(
                    "not one of " + total.offered() + " requests was answered. The service drops what it cannot open or"
                            + " trust, and its log and metrics say why: "
                            + (sealed
                                    ? "is --xkey the public xkey of this service?"
                                    : "has the service an xkey? Then give its public key with --xkey.")
                            + " Do the clocks agree? Is it overloaded?");
        } else if (right == 0) {
            faults.add("not one of " + total.offered() + " requests was answered rightly");
        }
        if (total.wrong() > 0 && (right == 0 || !expected)) {
            faults.add(total.wrong() + " wrong answers: " + reasons(total.wrongByVerdict()));
        }
        return faults;
    }

    private static String reasons(Map<AnswerVerdict, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<AnswerVerdict, Long>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getValue() + " " + entry.getKey().figure() + " ("
                        + entry.getKey().meaning() + ")")
                .collect(Collectors.joining("; "));
    }
}
