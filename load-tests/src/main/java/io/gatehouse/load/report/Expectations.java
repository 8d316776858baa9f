package io.gatehouse.load.report;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All bounds of one run. */
public record Expectations(List<Expectation> all) {
    private static final Pattern KEY = Pattern.compile("\\[[^]]*]");

    public Expectations {
        all = List.copyOf(all);
    }

    /**
     * Reads them, and checks before a long run that each names a figure which the run will have.
     *
     * @param known the paths of all figures, as {@link FigureSet#paths} lists them
     * @throws IllegalArgumentException when one cannot be read or names no figure; the message lists the known ones
     */
    public static Expectations parse(List<String> texts, Collection<String> known) {
        List<Expectation> all = texts.stream().map(Expectation::parse).toList();
        for (Expectation expectation : all) {
            if (!known.contains(KEY.matcher(expectation.path()).replaceAll("[]"))) {
                throw new IllegalArgumentException("--expect '" + expectation + "' names no figure; there are: "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new Expectations(all);
    }

    /** Whether one is about a figure, or about a part of it. */
    public boolean mention(String figure) {
        return all.stream()
                .map(Expectation::path)
                .anyMatch(path -> path.equals(figure)
                        || path.endsWith("." + figure)
                        || path.startsWith(figure + "_")
                        || path.startsWith(figure + "."));
    }

    /** Whether all are kept. */
    public boolean hold(Figures figures) {
        return all.stream().allMatch(expectation -> expectation.holds(figures));
    }

    /** A line for each. */
    public List<String> verdicts(Figures figures) {
        return all.stream().map(expectation -> expectation.verdict(figures)).toList();
    }
}
