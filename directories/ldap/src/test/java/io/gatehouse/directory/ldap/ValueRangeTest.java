package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.UnusableAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that come in parts, of entries as a server would send them. */
class ValueRangeTest {
    private static final String DN = "cn=alice,dc=example,dc=org";

    private final List<String> asked = new ArrayList<>();

    private static SearchResultEntry entry(String attribute, String... values) {
        return new SearchResultEntry(
                DN, new Attribute[] {new Attribute("cn", "alice"), new Attribute(attribute, values)});
    }

    private SearchResultEntry whole(SearchResultEntry entry, int most, Map<String, SearchResultEntry> following)
            throws LDAPException {
        return ValueRange.whole(entry, most, (dn, attribute) -> {
            assertThat(dn).isEqualTo(DN);
            asked.add(attribute);
            return following.get(attribute);
        });
    }

    @Test
    void anOrdinaryEntryIsTakenAsItIs() throws LDAPException {
        SearchResultEntry entry = entry("memberOf", "a", "b");

        assertThat(whole(entry, 10, Map.of())).isSameAs(entry);
    }

    @Test
    void readsAllParts() throws LDAPException {
        SearchResultEntry whole = whole(
                entry("memberOf;range=0-1", "a", "b"),
                10,
                Map.of(
                        "memberOf;range=2-*", entry("memberOf;range=2-3", "c", "d"),
                        "memberOf;range=4-*", entry("MEMBEROF;Range=4-*", "e")));

        assertThat(whole.getAttributeValues("memberOf")).containsExactly("a", "b", "c", "d", "e");
        assertThat(whole.getAttributeValue("cn")).isEqualTo("alice");
        assertThat(whole.getDN()).isEqualTo(DN);
        assertThat(asked).containsExactly("memberOf;range=2-*", "memberOf;range=4-*");
    }

    @Test
    void aLonePartMayBeTheLast() throws LDAPException {
        assertThat(whole(entry("memberOf;range=0-*", "a"), 10, Map.of()).getAttributeValues("memberOf"))
                .containsExactly("a");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "memberOf;range=0-1, memberOf;range=2-*, 1, has more than 1 values",
        "memberOf;range=0-5, memberOf;range=2-*, 10, do not fit together",
        "memberOf;range=0-0, memberOf;range=1-*, 10, do not fit together",
        "memberOf;range=0-1, other;range=2-*, 10, is missing",
        "memberOf;range=0-1, memberOf, 10, is missing"
    })
    void decidesNothingByPartsThatAreNoWhole(String first, String next, int most, String words) {
        SearchResultEntry entry = entry(first, "a", "b");

        assertThatThrownBy(() -> whole(entry, most, Map.of("memberOf;range=2-*", entry(next, "c"))))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining(words);
    }

    @Test
    void decidesNothingWhereTheEntryIsGone() {
        assertThatThrownBy(() -> whole(entry("memberOf;range=0-1", "a", "b"), 10, Map.of()))
                .isInstanceOf(UnusableAnswerException.class);
    }

    /** A server that sends a value at a time, and never the last one. */
    @Test
    void endsWhateverTheServerSends() {
        assertThatThrownBy(() -> ValueRange.whole(entry("memberOf;range=0-0", "v0"), 100, (dn, attribute) -> {
                    int next = asked.size() + 1;
                    asked.add(attribute);
                    return entry("memberOf;range=" + next + "-" + next, "v" + next);
                }))
                .hasMessageContaining("has more than 100 values");
        assertThat(asked).hasSize(100);
    }
}
