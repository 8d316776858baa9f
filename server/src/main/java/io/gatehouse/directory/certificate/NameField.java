package io.gatehouse.directory.certificate;

import java.util.Locale;

/** The fields of a certificate that can give its identity's name. */
enum NameField {
    CN,
    OU,
    O,
    UID,
    DNS,
    EMAIL,
    URI,
    SPIFFE,
    SUBJECT,
    SERIAL,
    FINGERPRINT;

    /** What the field is called. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
