package io.gatehouse.testbed.tools;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first three numbers of a version; a missing patch number counts as 0 and a suffix such as {@code -dev} is ignored. */
public record ToolVersion(int major, int minor, int patch) implements Comparable<ToolVersion> {
    private static final Pattern NUMBERS = Pattern.compile("(?<![\\d.])(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?");
    private static final Comparator<ToolVersion> ORDER = Comparator.comparingInt(ToolVersion::major)
            .thenComparingInt(ToolVersion::minor)
            .thenComparingInt(ToolVersion::patch);

    /** The first version that stands in a text, such as the output of {@code --version}. */
    public static Optional<ToolVersion> in(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.find() ? Optional.of(of(matcher)) : Optional.empty();
    }

    /** @throws IllegalArgumentException if no version stands in the text */
    static ToolVersion of(String text) {
        return in(text).orElseThrow(() -> new IllegalArgumentException("No version in: " + text));
    }

    private static ToolVersion of(Matcher matcher) {
        String patch = matcher.group(3);
        return new ToolVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    public boolean isAtLeast(ToolVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ToolVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
