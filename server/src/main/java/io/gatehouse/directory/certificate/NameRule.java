package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.ClientCertificate;
import java.util.List;

/**
 * Which values of a certificate's field can be a name, and which part of one is the name.
 *
 * @param part whether the name is what the pattern's {@code *} stands for, rather than the whole value
 */
record NameRule(NameField field, ValuePattern pattern, boolean part) {
    /** The names that a certificate has by this rule; it can be used when there is one. */
    List<String> names(ClientCertificate certificate) {
        return certificate.field(field.field()).stream()
                .filter(pattern::matches)
                .map(value -> part ? pattern.part(value) : value)
                .distinct()
                .toList();
    }
}
