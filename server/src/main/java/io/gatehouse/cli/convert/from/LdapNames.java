package io.gatehouse.cli.convert.from;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where users and groups are in an LDAP server: below one entry that both have in common.
 *
 * @param base that entry
 * @param users what comes before it for users
 * @param groups the same for groups; empty when they are elsewhere, or there are none
 */
record LdapNames(String base, Optional<String> users, Optional<String> groups) {
    private static final Pattern PART = Pattern.compile("(?<!\\\\),\\s*");

    /** @param groups null when there is no such name */
    static LdapNames of(String users, @Nullable String groups) {
        if (groups == null) {
            return new LdapNames(users, Optional.empty(), Optional.empty());
        }
        List<String> one = List.of(PART.split(users));
        List<String> other = List.of(PART.split(groups));
        int common = 0;
        while (common < Math.min(one.size(), other.size())
                && one.get(one.size() - 1 - common).equalsIgnoreCase(other.get(other.size() - 1 - common))) {
            common++;
        }
        return common == 0
                ? new LdapNames(users, Optional.empty(), Optional.empty())
                : new LdapNames(
                        String.join(",", one.subList(one.size() - common, one.size())),
                        rest(one, common),
                        Optional.of(rest(other, common).orElse("")));
    }

    private static Optional<String> rest(List<String> parts, int common) {
        return parts.size() == common
                ? Optional.empty()
                : Optional.of(String.join(",", parts.subList(0, parts.size() - common)));
    }

    /** A filter with {@code {input}} for what stands for the user name. */
    static String filter(String filter, String placeholder) {
        String whole = filter.startsWith("(") ? filter : "(" + filter + ")";
        return whole.replace(placeholder, "{input}");
    }

    /** The attribute that is compared with the user name, the first one of several. */
    static Optional<String> attribute(String filter, String placeholder) {
        return Pattern.compile("([A-Za-z][A-Za-z0-9-]*)=" + Pattern.quote(placeholder))
                .matcher(filter)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst();
    }
}
