package io.gatehouse.directory.certificate;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.policy.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of certificates, to be varied, with a clock that a test may turn; it is closed with the scene. */
final class CertificateScene implements AutoCloseable, ReloadRecorder {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private NameRule naming = new NameRule(NameField.CN, ValuePattern.ANY, false);
    private PinnedIssuers issuers = PinnedIssuers.ANY;
    private Set<String> trustDomains = Set.of();
    private Set<String> groups = Set.of();
    private boolean withPassword;
    private List<Path> crls = List.of();
    private boolean takesOutdated;
    private volatile Instant now = Instant.now();
    private @Nullable CertificateDirectory directory;

    CertificateScene naming(NameField field) {
        naming = new NameRule(field, ValuePattern.ANY, false);
        return this;
    }

    CertificateScene naming(NameField field, String pattern, boolean part) {
        naming = new NameRule(field, ValuePattern.of(pattern), part);
        return this;
    }

    CertificateScene issuers(String... fingerprints) {
        issuers = new PinnedIssuers(Set.of(fingerprints), List.of());
        return this;
    }

    CertificateScene trustDomains(String... names) {
        trustDomains = Set.of(names);
        return this;
    }

    CertificateScene groups(String... fields) {
        groups = Set.of(fields);
        return this;
    }

    CertificateScene withPassword() {
        withPassword = true;
        return this;
    }

    CertificateScene crls(Path... files) {
        crls = List.of(files);
        return this;
    }

    CertificateScene takingOutdated() {
        takesOutdated = true;
        return this;
    }

    void turnTo(Instant time) {
        now = time;
    }

    CertificateDirectory directory() {
        CertificateDirectory opened = directory;
        if (opened == null) {
            CertificateSettings settings = new CertificateSettings(
                    "devices",
                    naming,
                    issuers,
                    trustDomains,
                    groups,
                    withPassword,
                    crls,
                    takesOutdated,
                    Duration.ofMillis(10));
            opened = CertificateDirectory.open(settings, () -> now, this);
            directory = opened;
        }
        return opened;
    }

    /** What comes of a login; null when it is not for the directory. */
    @Nullable LookupResult ask(AuthorizationRequest login) {
        Lookup lookup = directory().lookup(login);
        if (lookup == null) {
            return null;
        }
        Answer<LookupResult> answer = lookup.start(LookupTerms.until(System.nanoTime() + 1_000_000_000L));
        return ((Answer.Ready<LookupResult>) answer).value();
    }

    /** What the recorder was told. */
    List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void reloaded(int users) {
        told.add("users");
    }

    @Override
    public void reloadFailed() {
        told.add("failed");
    }

    @Override
    public void revocationsRead(int revoked, @Nullable Instant nextUpdate) {
        told.add("revoked " + revoked);
    }

    @Override
    public void close() {
        if (directory != null) {
            directory.close();
        }
    }
}
