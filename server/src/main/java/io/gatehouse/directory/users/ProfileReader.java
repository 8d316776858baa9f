package io.gatehouse.directory.users;

import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.text.UserText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a user that rules may ask for: {@code groups, attributes}. */
final class ProfileReader {
    /** The most groups of a user, and the most values of an attribute. */
    static final int MAX_VALUES = 1_024;

    /** The most attributes of a user. */
    static final int MAX_ATTRIBUTES = 64;

    /** The longest name of a group, and the longest value of an attribute, in characters. */
    static final int MAX_LENGTH = 1_024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final UserCursor in;
    private final Shared shared;
    private final Map<String, List<String>> attributes = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private Set<String> groups = Set.of();

    /** @param shared interns the names that many users have in common */
    ProfileReader(UserCursor in, Shared shared) {
        this.in = in;
        this.shared = shared;
    }

    /** Begins with the next user, of whom nothing is known yet. */
    void begin() {
        groups = Set.of();
        attributes.clear();
    }

    /** What was read; not to be asked for where there was a mistake. */
    Profile profile() {
        return groups.isEmpty() && attributes.isEmpty() ? Profile.NONE : new Profile(groups, attributes);
    }

    void groups() {
        groups = values(text -> {
            String group = value("a group", text);
            return group == null ? null : shared.one(group);
        });
    }

    void attributes() {
        names.clear();
        in.map(this::refusal, this::attribute);
    }

    private @Nullable String refusal(String name) {
        if (names.contains(name)) {
            return "attribute " + Quoted.of(name) + " is given twice";
        }
        if (names.size() == MAX_ATTRIBUTES) {
            return "attribute " + Quoted.of(name) + " is one too many: a user may have " + MAX_ATTRIBUTES;
        }
        names.add(name);
        return NAME.matcher(name).matches()
                ? null
                : "attribute " + Quoted.of(name)
                        + ": a name is a letter, then up to 63 letters, digits, dashes or underscores";
    }

    private void attribute(String name) {
        Set<String> values = values(text -> value("a value", text));
        if (!values.isEmpty()) {
            String interned = shared.one(name);
            in.weigh(HeapWeight.of(interned));
            attributes.put(interned, List.copyOf(values));
        }
    }

    /** Each once, in their order. */
    private Set<String> values(Function<String, @Nullable String> value) {
        Set<String> values = new LinkedHashSet<>(in.list(value));
        if (values.size() > MAX_VALUES) {
            in.mistake("has " + values.size() + " values: it may have " + MAX_VALUES);
        }
        return values;
    }

    private @Nullable String value(String what, String text) {
        if (text.length() > MAX_LENGTH) {
            in.mistake(what + " must not be longer than " + MAX_LENGTH + " characters");
            return null;
        }
        return in.validOrNull(() -> UserText.require(what, text));
    }
}
