package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.directory.certificate.IssuerCrl.Signer;
import io.gatehouse.directory.certificate.Revocation.Good;
import io.gatehouse.directory.certificate.Revocation.Revoked;
import io.gatehouse.directory.certificate.Revocation.Undetermined;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Revocation lists as they were read at one time.
 *
 * @param ofIssuers the lists of each issuer's name
 * @param takesOutdated whether a list counts whose time is over
 */
record RevocationLists(Map<X500Principal, List<IssuerCrl>> ofIssuers, boolean takesOutdated) {
    /**
     * A list that is older than the one before it.
     *
     * @param before the time of the one before
     * @param now its own time
     */
    record Older(String issuer, Instant before, Instant now) {}

    /** @throws CrlFileException when one cannot be used */
    static RevocationLists read(List<Path> files, boolean takesOutdated) {
        Map<X500Principal, List<IssuerCrl>> lists = new HashMap<>();
        for (Path file : files) {
            for (X509CRL list : CrlFile.read(file)) {
                lists.computeIfAbsent(list.getIssuerX500Principal(), first -> new ArrayList<>())
                        .add(new IssuerCrl(list));
            }
        }
        return new RevocationLists(lists, takesOutdated);
    }

    /** How many certificates are revoked. */
    int size() {
        return lists().mapToInt(IssuerCrl::size).sum();
    }

    /** When the first of the lists is to be replaced by its next; null for never. */
    @Nullable Instant nextUpdate() {
        return lists().map(IssuerCrl::nextUpdate)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The issuers whose lists are out of date. */
    List<String> outdated(Instant now) {
        return lists().filter(list -> list.isOutdated(now))
                .map(list -> list.list().getIssuerX500Principal().getName())
                .distinct()
                .sorted()
                .toList();
    }

    /** The newest lists that are older than those of the same authorities before. */
    List<Older> olderThan(RevocationLists before) {
        Map<Signer, Instant> times = before.times();
        return times().entrySet().stream()
                .filter(now -> now.getValue().isBefore(times.getOrDefault(now.getKey(), Instant.MIN)))
                .map(now -> new Older(
                        now.getKey().name().getName(), Objects.requireNonNull(times.get(now.getKey())), now.getValue()))
                .sorted(Comparator.comparing(Older::issuer))
                .toList();
    }

    /** Of when the newest list of each authority is. */
    private Map<Signer, Instant> times() {
        return lists().collect(Collectors.toMap(
                IssuerCrl::signer, IssuerCrl::thisUpdate, (one, other) -> one.isAfter(other) ? one : other));
    }

    private Stream<IssuerCrl> lists() {
        return ofIssuers.values().stream().flatMap(List::stream);
    }

    /** What they say of a certificate, of which one chain is enough that has nothing revoked in it. */
    Revocation of(ClientCertificate certificate, List<List<X509Certificate>> chains, Instant now) {
        Revocation best = new Undetermined("the certificate has no issuer");
        for (List<X509Certificate> issuers : chains) {
            Revocation one = chain(certificate.leaf(), issuers, now);
            if (one instanceof Good) {
                return one;
            }
            best = best instanceof Revoked ? best : one;
        }
        return best;
    }

    /** The client's certificate must be on a list or not; authorities' certificates, where there is a list of their issuer. */
    private Revocation chain(X509Certificate leaf, List<X509Certificate> issuers, Instant now) {
        if (issuers.isEmpty()) {
            return new Undetermined("the certificate has no issuer");
        }
        Revocation result = certificate(leaf, issuers.get(0), now);
        for (int i = 0; result instanceof Good good && i + 1 < issuers.size(); i++) {
            X509Certificate authority = issuers.get(i);
            if (ofIssuers.containsKey(authority.getIssuerX500Principal())) {
                result = both(good, certificate(authority, issuers.get(i + 1), now));
            }
        }
        return result;
    }

    private static Revocation both(Good one, Revocation other) {
        if (!(other instanceof Good good)) {
            return other;
        }
        return one.until() == null || (good.until() != null && good.until().isBefore(one.until())) ? good : one;
    }

    private Revocation certificate(X509Certificate certificate, X509Certificate issuer, Instant now) {
        IssuerCrl list = newest(certificate.getIssuerX500Principal(), issuer);
        String name = issuer.getSubjectX500Principal().getName();
        if (list == null) {
            return new Undetermined("crl.files has no revocation list that " + name + " has signed");
        }
        if (list.revokes(certificate)) {
            return new Revoked(
                    "serial number " + certificate.getSerialNumber().toString(16) + " is revoked by " + name);
        }
        if (takesOutdated) {
            return new Good(null);
        }
        return list.isOutdated(now)
                ? new Undetermined("the revocation list of " + name + " is out of date since " + list.nextUpdate())
                : new Good(list.nextUpdate());
    }

    private @Nullable IssuerCrl newest(X500Principal name, X509Certificate issuer) {
        IssuerCrl newest = null;
        for (IssuerCrl list : ofIssuers.getOrDefault(name, List.of())) {
            if (list.isSignedBy(issuer) && (newest == null || list.isNewerThan(newest))) {
                newest = list;
            }
        }
        return newest;
    }
}
