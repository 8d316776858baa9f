package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.RDN;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapTemplateTest {
    private static final LdapTemplate FILTER = new LdapTemplate("(&(uid={input})(objectClass=person))");
    private static final LdapTemplate DN_PATTERN = new LdapTemplate("uid={input},ou=people,dc=example,dc=org");

    /** Read by the library, as a server reads it: the value is the one that was given, whatever is in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "*",
                "a*b",
                "*)(uid=*",
                ")(",
                "\\",
                "\\2a",
                "a\u0000b",
                "J\u00fcrgen",
                "\ud83d\ude00",
                " leading",
                "#hash",
                "a,b=c+d;e<f>g\"h",
                "{input}",
                "{dn}",
                "$1\\E"
            })
    void aValueStaysAValue(String value) throws Exception {
        Filter filter = Filter.create(FILTER.fill(Map.of("input", value)));
        assertThat(filter.getFilterType()).isEqualTo(Filter.FILTER_TYPE_AND);
        assertThat(filter.getComponents()).hasSize(2);
        assertThat(filter.getComponents()[0].getFilterType()).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
        assertThat(filter.getComponents()[0].getAssertionValue()).isEqualTo(value);

        DN dn = new DN(DN_PATTERN.fill(Map.of("input", value)));
        RDN first = dn.getRDN();
        assertThat(dn.getRDNs()).hasSize(4);
        assertThat(first.isMultiValued()).isFalse();
        assertThat(first.getAttributeValues()).containsExactly(value);
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThat(FILTER.with(Set.of("input"))).isSameAs(FILTER);
        assertThatThrownBy(() -> FILTER.with(Set.of("dn", "username")))
                .hasMessage("there is no placeholder {input} here; there is {dn}, {username}");
    }

    @Test
    void putsNamesOfAttributesInTheirPlaces() {
        LdapTemplate filter = new LdapTemplate("(&({username_attribute}={input})(x={other}))");

        assertThat(filter.named(Map.of("username_attribute", "uid")).text()).isEqualTo("(&(uid={input})(x={other}))");
    }

    @Test
    void letsNoValueBeAnAttribute() {
        assertThat(FILTER.asFilter()).isSameAs(FILTER);
        assertThatThrownBy(() -> new LdapTemplate("({input}=x)").asFilter())
                .hasMessage("{input} must be in a value, behind a =");
        assertThatThrownBy(() -> new LdapTemplate("(&(a=b)({input}))").asFilter())
                .hasMessageContaining("must be in a value");
    }
}
