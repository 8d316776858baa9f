package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.LdapSettings.Users;
import io.gatehouse.directory.ldap.domain.LdapValue;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.text.UserText;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes identities of entries. What is no text of a user decides nothing: rules that refuse may ask for it. */
final class LdapIdentities {
    /** The longest value, in characters. */
    private static final int LONGEST = 1_024;

    private final String directory;
    private final Users users;

    LdapIdentities(String directory, Users users) {
        this.directory = directory;
        this.users = users;
    }

    /** The attributes of an entry that are needed for it. */
    Set<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>(users.attributes().values());
        attributes.add(users.nameAttribute());
        return attributes;
    }

    /** The name of a user as the entry spells it: of several spellings that of the login. */
    String name(SearchResultEntry entry, String input) {
        List<String> names = values(entry, users.nameAttribute());
        if (names.size() == 1) {
            return names.get(0);
        }
        if (names.isEmpty()) {
            throw LdapFailure.unusable("the user's entry has no " + users.nameAttribute() + " that can be read");
        }
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(input))
                .findFirst()
                .orElseThrow(() -> LdapFailure.unusable("the user's entry has " + names.size() + " values of "
                        + users.nameAttribute() + ", none of which is what the client calls itself"));
    }

    /** Who it is; values are sorted, since they have no order, and one server may give another than the next. */
    Identity identity(SearchResultEntry entry, String name, Set<String> groups) {
        Map<String, List<String>> attributes = new HashMap<>();
        users.attributes().forEach((own, attribute) -> {
            List<String> values = values(entry, attribute);
            if (!values.isEmpty()) {
                attributes.put(own, values.stream().sorted().toList());
            }
        });
        requireText("a group", groups);
        return new Identity(directory, name, attributes, groups, null);
    }

    private static List<String> values(SearchResultEntry entry, String attribute) {
        byte[][] values = entry.getAttributeValueByteArrays(attribute);
        if (values == null) {
            return List.of();
        }
        if (values.length > GroupSearch.MOST) {
            throw LdapFailure.unusable(attribute + " of a user has more than " + GroupSearch.MOST + " values");
        }
        try {
            List<String> all = Stream.of(values)
                    .map(value -> LdapValue.text(attribute, value))
                    .toList();
            requireText(attribute, all);
            return all;
        } catch (IllegalArgumentException e) {
            throw LdapFailure.unusable(attribute + " of a user " + e.getMessage());
        }
    }

    private static void requireText(String what, Collection<String> values) {
        Stream<String> bad = values.stream()
                .filter(value -> value.isBlank() || value.length() > LONGEST || !UserText.isClean(value));
        if (bad.findAny().isPresent()) {
            throw LdapFailure.unusable(
                    what + " of a user is empty, longer than " + LONGEST + " characters, or has control characters");
        }
    }
}
