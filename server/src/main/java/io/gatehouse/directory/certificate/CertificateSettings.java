package io.gatehouse.directory.certificate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a directory of certificates is to be like.
 *
 * @param name what the directory is called
 * @param naming which field gives the name
 * @param issuers of which one must have issued the certificate
 * @param trustDomains those that a SPIFFE id may be of
 * @param groups the fields whose values are groups
 * @param withPassword whether logins are taken that bring a password, a token or an nkey as well
 * @param crls the files of revocation lists; empty where nothing is looked up
 * @param takesOutdated whether a revocation list counts whose time is over
 * @param reload how often these files are looked at
 */
record CertificateSettings(
        String name,
        NameRule naming,
        PinnedIssuers issuers,
        Set<String> trustDomains,
        Set<String> groups,
        boolean withPassword,
        List<Path> crls,
        boolean takesOutdated,
        Duration reload) {
    CertificateSettings {
        trustDomains = Set.copyOf(trustDomains);
        groups = Set.copyOf(groups);
        crls = List.copyOf(crls);
    }
}
