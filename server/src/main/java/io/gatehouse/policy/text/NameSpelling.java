package io.gatehouse.policy.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One spelling for all by which a server may find one user: LDAP compares names in any case, with any number of blanks within and none
 * round them (RFC 4518), and databases can. Two users may have it in common, so that nobody is known by it.
 */
public final class NameSpelling {
    private static final Pattern BLANKS = Pattern.compile("\\s{2,}");

    private NameSpelling() {}

    /** That of a name; longer ones than any user has are left as they are. */
    public static String of(String name) {
        if (name.length() > NameForm.MAX_LENGTH) {
            return name;
        }
        String compatible = Normalizer.normalize(name, Form.NFKC);
        return BLANKS.matcher(compatible.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
    }
}
