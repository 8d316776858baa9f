package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.certificate.SpiffeId;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.ReloadRecorder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories of clients' TLS certificates. */
public final class CertificateDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "certificate";

    private static final Key<NameField> IDENTITY = Key.of(
                    "identity",
                    "cn, ou, o, uid, dns, email, uri, spiffe, subject, serial or fingerprint",
                    "",
                    given -> field(given.text()))
            .help("The [field of the certificate](#fields-of-a-certificate) that gives the name. Required.");

    private static final Key<ValuePattern> PATTERN = Key.of(
                    "identity_pattern", "text with one *", "", given -> ValuePattern.of(given.text()))
            .help("Which values of the field can be a name: `*` is any text that is not empty, as in"
                    + " `*.clients.example.com`. Chooses one where certificates have several.");

    private static final Key<Boolean> PART = Key.flag("identity_part", false)
            .help("Whether the name is only what the `*` of `identity_pattern` stands for.");

    private static final Key<PinnedIssuers> ISSUERS = Key.of(
                    "issuers", "file or sha256:..., or a list of these", "", PinnedIssuers::read)
            .help("Authorities, one of which must be in the chain that nats-server has verified: files with"
                    + " their certificates (PEM), or SHA-256 fingerprints of their public keys. Logins with other"
                    + " certificates go on to the next directory. When left out, every authority in the server's"
                    + " `ca_file`.");

    private static final Key<Set<String>> TRUST_DOMAIN = Key.of(
                    "trust_domain", "text, or a list of texts", "", CertificateDirectoryType::trustDomains)
            .help(
                    "The trust domains that SPIFFE ids may be of, such as `example.org`. Required with `identity: spiffe`.");

    private static final Key<Set<String>> GROUPS = Key.of(
                    "groups_from", "field, or a list of fields", "", CertificateDirectoryType::fields)
            .help("The fields whose values are the groups of the identity, such as `ou`.");

    private static final Key<Boolean> WITH_PASSWORD = Key.flag("with_password", false)
            .help("Whether logins that bring a password, a token or an nkey of their own beside the"
                    + " certificate are accepted here, too; nobody checks that then. Otherwise they are left to the"
                    + " directories that check it.");

    private static final Key<List<Path>> CRL_FILES = Key.files("files")
            .help(
                    "Files with the revocation lists of the authorities that issue clients' certificates, PEM or DER, 8 MiB"
                            + " at most each. When given, a certificate whose issuer has no list there cannot be decided on.");

    static final Key<Duration> CRL_RELOAD = Key.duration("reload", "1s", "10ms", "1h")
            .help("How often these files are checked for changes; new ones that can be used are noticed within"
                    + " a tenth of that.");

    private static final Key<Outdated> CRL_OUTDATED = Key.choice("outdated", Outdated.UNDECIDED)
            .help("What becomes of a login that depends on a list whose `nextUpdate` is over: `undecided`"
                    + " gives no answer, `accept` goes on using the list.");

    private static final Section CRL = Section.of("crl", CRL_FILES, CRL_RELOAD, CRL_OUTDATED);

    /** What becomes of a list whose time is over. */
    enum Outdated {
        UNDECIDED,
        ACCEPT
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return List.of(IDENTITY, PATTERN, PART, ISSUERS, TRUST_DOMAIN, GROUPS, WITH_PASSWORD, CRL);
    }

    @Override
    public void check(Values settings) {
        NameField field = settings.find(IDENTITY, "say which field of the certificate gives the name, such as cn");
        boolean spiffe = field == NameField.SPIFFE;
        if (spiffe) {
            settings.find(TRUST_DOMAIN, "name the trust domain that SPIFFE ids must be of, such as example.org");
        } else if (field != null && settings.gives(TRUST_DOMAIN)) {
            settings.problem(TRUST_DOMAIN, "is for identity: spiffe; remove it");
        }
        if (field == NameField.SERIAL && !settings.gives(ISSUERS)) {
            settings.missing(ISSUERS, "serial numbers are unique for one issuer only: pin it");
        }
        if (settings.get(PART) && !settings.gives(PATTERN)) {
            settings.problem(PART, "needs identity_pattern");
        }
        checkLists(settings.in(CRL));
    }

    private static void checkLists(Values crl) {
        for (Path file : crl.get(CRL_FILES, List.of())) {
            try {
                List<?> unused = CrlFile.read(file);
            } catch (CrlFileException e) {
                crl.problem(CRL_FILES, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        PinnedIssuers issuers = settings.find(ISSUERS);
        return Stream.concat(
                        issuers == null ? Stream.of() : issuers.files().stream(),
                        settings.in(CRL).get(CRL_FILES, List.of()).stream())
                .toList();
    }

    @Override
    public String unseenChanges(Values settings) {
        return settings.in(CRL).get(CRL_FILES, List.of()).isEmpty()
                ? "it has no crl.files, by which it would see that certificates are revoked"
                : "";
    }

    @Override
    public boolean statesRights() {
        return false;
    }

    @Override
    public Directory create(String name, Values values, DirectoryContext context) {
        CertificateSettings settings = settings(name, values);
        ReloadRecorder recorder = settings.crls().isEmpty()
                ? ReloadRecorder.NONE
                : context.recorder().get();
        return CertificateDirectory.open(settings, InstantSource.system(), recorder);
    }

    private static CertificateSettings settings(String name, Values values) {
        Values crl = values.in(CRL);
        NameField field = Objects.requireNonNull(values.find(IDENTITY), "identity");
        return new CertificateSettings(
                name,
                new NameRule(field, values.get(PATTERN, ValuePattern.ANY), values.get(PART)),
                values.get(ISSUERS, PinnedIssuers.ANY),
                values.get(TRUST_DOMAIN, Set.of()),
                values.get(GROUPS, Set.of()),
                values.get(WITH_PASSWORD),
                crl.get(CRL_FILES, List.of()),
                crl.get(CRL_OUTDATED) == Outdated.ACCEPT,
                crl.get(CRL_RELOAD));
    }

    private static NameField field(String text) {
        for (NameField field : NameField.values()) {
            if (field.field().equals(text.toLowerCase(Locale.ROOT))) {
                return field;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no field that gives a name; use "
                + Stream.of(NameField.values()).map(NameField::field).collect(Collectors.joining(", ")));
    }

    private static Set<String> fields(Given given) {
        for (String text : given.texts()) {
            if (!ClientCertificate.FIELDS.contains(text)) {
                throw new IllegalArgumentException("'" + text + "' is no field of a certificate; use "
                        + String.join(", ", ClientCertificate.FIELDS));
            }
        }
        return Set.copyOf(given.texts());
    }

    private static Set<String> trustDomains(Given given) {
        for (String text : given.texts()) {
            if (!SpiffeId.isTrustDomain(text)) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no trust domain: it is written without spiffe://, of"
                                + " small letters, digits, dots, dashes and underscores");
            }
        }
        return Set.copyOf(given.texts());
    }
}
