package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.BadCertificateException;
import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.certificate.ClientCertificates;
import io.gatehouse.certificate.SpiffeId;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.certificate.Revocation.Good;
import io.gatehouse.directory.certificate.Revocation.Revoked;
import io.gatehouse.directory.certificate.Revocation.Undetermined;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lookup of a client by its verified certificate. */
final class CertificateLookup implements Lookup {
    private final CertificateSettings settings;
    private final CrlState state;
    private final ClientCertificates certificates;
    private final KnownClients clients;
    private final InstantSource clock;
    private final AuthorizationRequest login;

    CertificateLookup(
            CertificateSettings settings,
            CrlState state,
            ClientCertificates certificates,
            KnownClients clients,
            InstantSource clock,
            AuthorizationRequest login) {
        this.settings = settings;
        this.state = state;
        this.certificates = certificates;
        this.clients = clients;
        this.clock = clock;
        this.login = login;
    }

    @Override
    public long version() {
        return state.version();
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        try {
            ClientCertificate certificate = certificates.of(login);
            return new Answer.Ready<>(certificate == null ? NotMine.NOT_MINE : result(certificate));
        } catch (BadCertificateException e) {
            throw new UndecidedException(Drop.UNDECIDED, String.valueOf(e.getMessage()));
        }
    }

    private LookupResult result(ClientCertificate certificate) {
        List<List<X509Certificate>> chains = settings.issuers().chains(certificate);
        if (chains.isEmpty() || isOfAnotherTrustDomain(certificate)) {
            return NotMine.NOT_MINE;
        }
        if (certificate.isAuthority()) {
            return unsuitable("it is one of an authority (CA), which identifies nobody");
        }
        if (settings.naming().field() == NameField.SPIFFE && certificate.spiffeMistake() != null) {
            return unsuitable(certificate.spiffeMistake());
        }
        List<String> names = settings.naming().names(certificate);
        if (names.isEmpty()) {
            return NotMine.NOT_MINE;
        }
        String field = settings.naming().field().field();
        if (names.size() > 1) {
            return unsuitable("it has " + names.size() + " values of " + field
                    + ", and the name must be one: give identity_pattern to choose it, or another field");
        }
        String unclean = unclean(certificate);
        return unclean == null
                ? unrevoked(certificate, names.get(0), chains)
                : unsuitable("its " + unclean + " is empty or has control characters");
    }

    private boolean isOfAnotherTrustDomain(ClientCertificate certificate) {
        SpiffeId id = certificate.spiffe();
        return id != null
                && !settings.trustDomains().isEmpty()
                && !settings.trustDomains().contains(id.trustDomain());
    }

    /** A field with a text that is none for users; null when there is none. */
    private static @Nullable String unclean(ClientCertificate certificate) {
        for (Map.Entry<String, List<String>> field : certificate.fields().entrySet()) {
            for (String value : field.getValue()) {
                if (value.isBlank() || !UserText.isClean(value)) {
                    return field.getKey();
                }
            }
        }
        return null;
    }

    private LookupResult unrevoked(ClientCertificate certificate, String name, List<List<X509Certificate>> chains) {
        Instant now = clock.instant();
        if (!certificate.notAfter().isAfter(now)) {
            return new Rejected(DenyReason.EXPIRED, "the certificate ended at " + certificate.notAfter());
        }
        Revocation revocation =
                state.lists() == null ? new Good(null) : state.lists().of(certificate, chains, now);
        if (revocation instanceof Revoked revoked) {
            return new Rejected(DenyReason.CERTIFICATE_REVOKED, revoked.detail());
        }
        if (revocation instanceof Undetermined undetermined) {
            throw new UndecidedException(Drop.UNDECIDED, undetermined.detail());
        }
        Identity identity = identity(certificate, name);
        if (state.lists() != null) {
            clients.add(name, certificate.leaf(), chains);
            identity = identity.marked(CertificateMarks.of(certificate.leaf(), chains));
        }
        Instant until = ((Good) revocation).until();
        Instant end = certificate.notAfter();
        return new LookupResult.Found(identity, new Validity(until == null || end.isBefore(until) ? end : until));
    }

    private Identity identity(ClientCertificate certificate, String name) {
        Set<String> groups = settings.groups().stream()
                .flatMap(field -> certificate.field(field).stream())
                .collect(Collectors.toSet());
        return new Identity(settings.name(), name, certificate.fields(), groups, null, certificate.notAfter());
    }

    private static Rejected unsuitable(@Nullable String why) {
        return new Rejected(DenyReason.CERTIFICATE_UNSUITABLE, "the certificate cannot be used: " + why);
    }
}
