package io.gatehouse.policy.rule;

import io.gatehouse.policy.text.NamePattern;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patterns of which one has to fit. */
record Patterns(List<NamePattern> patterns) {
    static Patterns of(List<String> texts) {
        return new Patterns(texts.stream().map(NamePattern::of).toList());
    }

    /** Whether a text fits; one that is not there, or is empty, fits none. */
    boolean match(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of these texts fits. */
    boolean matchAny(Collection<String> texts) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matchesAny(texts)) {
                return true;
            }
        }
        return false;
    }
}
