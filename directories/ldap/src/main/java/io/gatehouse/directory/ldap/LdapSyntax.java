package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether texts of the configuration are filters and DNs, as the library reads them. */
final class LdapSyntax {
    private LdapSyntax() {}

    /** What is wrong with a filter; null when nothing is. */
    static @Nullable String mistakeOfFilter(LdapTemplate filter) {
        try {
            Filter unused = Filter.create(sample(filter.asFilter()));
            return null;
        } catch (LDAPException e) {
            return "is no filter: " + e.getMessage();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What is wrong with the pattern of a DN; null when nothing is. */
    static @Nullable String mistakeOfPattern(LdapTemplate pattern) {
        if (!pattern.has(LdapKeys.INPUT)) {
            return "must have {input} in it, where the user name of the login belongs";
        }
        return mistakeOfDn(sample(pattern));
    }

    /** What is wrong with a DN; null when nothing is. */
    static @Nullable String mistakeOfDn(String text) {
        return DN.isValidDN(text) ? null : "is no DN, such as ou=people,dc=example,dc=org";
    }

    private static String sample(LdapTemplate template) {
        Map<String, String> values = new HashMap<>();
        template.placeholders().forEach(name -> values.put(name, "x"));
        return template.fill(values);
    }
}
