package io.gatehouse.claims.jwt;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** The member names, 64 at most, that are known in one kind of JSON object; all others are skipped. */
public final class Names {
    static final int UNKNOWN = PropertyNameMatcher.MATCH_UNKNOWN_NAME;
    static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

    private final String[] names;
    private final PropertyNameMatcher matcher;

    /** The names must be literals: the matcher wants them interned. */
    public Names(String... names) {
        if (names.length > Long.SIZE) {
            throw new IllegalArgumentException("more names than a long has bits");
        }
        this.names = names.clone();
        this.matcher = new JsonFactory()
                .constructNameMatcher(
                        Arrays.stream(names).map(Named::fromString).toList(), true);
    }

    /** Steps the parser to the next name and tells its index, {@link #UNKNOWN}, {@link #END}, or less. */
    public int next(JsonParser parser) {
        return parser.nextNameMatch(matcher);
    }

    public String name(int index) {
        return names[index];
    }
}
