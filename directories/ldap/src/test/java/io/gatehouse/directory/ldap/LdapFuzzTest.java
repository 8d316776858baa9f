package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.ldap.LdapSettings.Users;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients put into questions is a value and nothing else, and what servers put into answers is a user or decides nothing. */
class LdapFuzzTest {
    private static final LdapTemplate FILTER = new LdapTemplate("(&(uid={input})(objectClass=person))");
    private static final LdapTemplate PATTERN = new LdapTemplate("uid={input},ou=people,dc=example,dc=org");
    private static final LdapIdentities IDENTITIES = new LdapIdentities(
            "staff", new Users("dc=example,dc=org", FILTER, null, "uid", Map.of("job", "employeeType")));

    /** A name that is put into a filter and into a DN. */
    @FuzzTest
    void question(FuzzedDataProvider data) throws LDAPException {
        String name = data.consumeRemainingAsString();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Filter[] parts = Filter.create(FILTER.fill(Map.of("input", name))).getComponents();
        assertThat(parts).hasSize(2);
        assertThat(parts[0].getFilterType()).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
        assertThat(parts[0].getAttributeName()).isEqualTo("uid");
        assertThat(parts[0].getAssertionValueBytes()).isEqualTo(bytes);

        RDN[] names = new DN(PATTERN.fill(Map.of("input", name))).getRDNs();
        assertThat(names).hasSize(4);
        assertThat(names[0].getAttributeNames()).containsExactly("uid");
        assertThat(withoutOuterSpaces(names[0].getByteArrayAttributeValues()[0]))
                .isEqualTo(withoutOuterSpaces(bytes));
    }

    /** The library's reader leaves out spaces at both ends, escaped or not; no server compares them. */
    private static String withoutOuterSpaces(byte[] value) {
        return new String(value, StandardCharsets.UTF_8).replaceAll("^ +| +$", "");
    }

    /** The values of an entry. */
    @FuzzTest
    void entry(FuzzedDataProvider data) {
        byte[] uid = data.consumeBytes(40);
        byte[] other = data.consumeBytes(40);
        byte[] job = data.consumeRemainingAsBytes();
        SearchResultEntry entry = new SearchResultEntry(
                "uid=x", List.of(new Attribute("uid", uid, other), new Attribute("employeeType", job)));
        try {
            String name = IDENTITIES.name(entry, new String(uid, StandardCharsets.UTF_8));
            Identity who = IDENTITIES.identity(entry, name, Set.of("staff"));
            assertThat(UserText.isClean(who.name())).isTrue();
            who.attributes().values().forEach(values -> assertThat(values).allMatch(UserText::isClean));
        } catch (UnusableAnswerException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(400);
        }
    }

    /** What a server says when it does not take a password. */
    @FuzzTest
    void refusal(FuzzedDataProvider data) {
        ResultCode code = data.pickValue(
                List.of(ResultCode.INVALID_CREDENTIALS, ResultCode.NO_SUCH_OBJECT, ResultCode.BUSY, ResultCode.OTHER));
        String said = data.consumeRemainingAsString();
        LDAPException error = new LDAPException(new LDAPResult(1, code, said, null, new String[0], null));
        try {
            LookupResult result = BindRefusal.of(error);
            assertThat(result instanceof LookupResult.Found).isFalse();
            if (result instanceof LookupResult.Rejected rejected && rejected.detail() != null) {
                assertThat(rejected.detail()).matches("[a-z_]*");
            }
        } catch (UndecidedException e) {
            assertThat(e).hasMessageMatching("a user's login has ended with 49, data [0-9a-f]{1,8}");
        }
        assertThat(BindRefusal.words(error)).matches("[a-z0-9_(), ]+");
    }
}
