package io.gatehouse.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The parts of a certificate's subject, by their usual short names. */
final class SubjectNames {
    /** Those that are read; each may be there several times. */
    static final Set<String> PARTS = Set.of("cn", "ou", "o", "c", "l", "st", "dc", "uid");

    private SubjectNames() {}

    /** The values of each part, in the order of the certificate. */
    static Map<String, List<String>> of(X500Principal subject) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        try {
            for (Rdn rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                NamingEnumeration<? extends Attribute> types =
                        rdn.toAttributes().getAll();
                while (types.hasMore()) {
                    add(parts, types.next());
                }
            }
        } catch (NamingException e) {
            throw new BadCertificateException("the subject of the client's certificate cannot be read");
        }
        return parts;
    }

    private static void add(Map<String, List<String>> parts, Attribute part) throws NamingException {
        String name = part.getID().toLowerCase(Locale.ROOT);
        if (!PARTS.contains(name)) {
            return;
        }
        for (int i = 0; i < part.size(); i++) {
            if (!(part.get(i) instanceof String text)) {
                throw new BadCertificateException(
                        "the " + name + " in the subject of the client's certificate is no text");
            }
            parts.computeIfAbsent(name, first -> new ArrayList<>()).add(text);
        }
    }
}
