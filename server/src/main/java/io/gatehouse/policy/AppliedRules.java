package io.gatehouse.policy;

import java.util.List;

/**
 * The rules that held for a login.
 *
 * @param names sorted
 * @param note what they have the log say; empty for nothing
 */
public record AppliedRules(List<String> names, String note) {
    /** No rule has a part in the verdict. */
    public static final AppliedRules NONE = new AppliedRules(List.of(), "");

    public AppliedRules {
        names = List.copyOf(names);
    }
}
