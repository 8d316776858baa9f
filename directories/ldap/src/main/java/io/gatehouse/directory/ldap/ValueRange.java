package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the values of an attribute, as Active Directory gives them where there are more than it gives at once: {@code
 * memberOf;range=0-1499}, the last of them {@code memberOf;range=1500-*}.
 *
 * @param attribute without the range
 * @param next the number of the first value of the next part; -1 where there is none
 */
record ValueRange(String attribute, int next, List<byte[]> values) {
    private static final Pattern NAME =
            Pattern.compile("([^;]+);range=(\\d{1,9})-(\\d{1,9}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Reads what comes next. */
    @FunctionalInterface
    interface Reader {
        /** The entry of that DN with that attribute alone; null when it is gone. */
        @Nullable SearchResultEntry read(String dn, String attribute) throws LDAPException;
    }

    /** The part that an attribute is; null when it is a whole one. */
    private static @Nullable ValueRange of(Attribute attribute) {
        Matcher name = NAME.matcher(attribute.getName());
        if (!name.matches()) {
            return null;
        }
        int next = name.group(3).equals("*") ? -1 : Integer.parseInt(name.group(3)) + 1;
        return new ValueRange(name.group(1), next, List.of(attribute.getValueByteArrays()));
    }

    /**
     * The entry with all values of each attribute.
     *
     * @param most values that an attribute may have
     */
    static SearchResultEntry whole(SearchResultEntry entry, int most, Reader reader) throws LDAPException {
        if (entry.getAttributes().stream().allMatch(attribute -> of(attribute) == null)) {
            return entry;
        }
        Entry whole = entry.duplicate();
        for (Attribute attribute : entry.getAttributes()) {
            ValueRange first = of(attribute);
            if (first != null) {
                boolean unused = whole.removeAttribute(attribute.getName());
                whole.addAttribute(new Attribute(first.attribute, first.all(entry.getDN(), most, reader)));
            }
        }
        return new SearchResultEntry(entry.getMessageID(), whole);
    }

    private byte[][] all(String dn, int most, Reader reader) throws LDAPException {
        List<byte[]> all = new ArrayList<>(values);
        ValueRange last = this;
        while (last.next >= 0) {
            if (all.size() > most || last.next != all.size()) {
                throw LdapFailure.unusable(
                        attribute + " has more than " + most + " values, or parts that do not fit together");
            }
            last = last.following(reader.read(dn, attribute + ";range=" + last.next + "-*"));
            all.addAll(last.values);
        }
        return all.toArray(byte[][]::new);
    }

    private ValueRange following(@Nullable SearchResultEntry entry) {
        return (entry == null ? List.<Attribute>of() : entry.getAttributes())
                .stream()
                        .map(ValueRange::of)
                        .filter(part -> part != null && part.attribute.equalsIgnoreCase(attribute))
                        .findFirst()
                        .orElseThrow(
                                () -> LdapFailure.unusable("a part of the values of " + attribute + " is missing"));
    }
}
