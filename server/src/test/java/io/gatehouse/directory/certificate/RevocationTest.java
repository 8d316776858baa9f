package io.gatehouse.directory.certificate;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.certificate.CertificateLogin;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RevocationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    private final Instant nextUpdate = start.plus(2, ChronoUnit.HOURS);

    private static final CertificateAuthority ROOT = CertificateAuthority.root("Root");
    private static final CertificateAuthority CA = ROOT.intermediate("Clients");
    private static final IssuedCertificate ORDERS = CA.issue(CertificateRequest.of("orders"));
    private static final IssuedCertificate BILLING = CA.issue(CertificateRequest.of("billing"));

    @TempDir
    private Path dir;

    private Path file = Path.of("");
    private final CertificateScene scene = new CertificateScene();

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(dir.resolve("clients.crl"), CA.crl(start, nextUpdate, BILLING.certificate()));
        scene.crls(file);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private boolean isFound(IssuedCertificate certificate) {
        return scene.ask(CertificateLogin.by(certificate)) instanceof LookupResult.Found;
    }

    private boolean isRevoked(IssuedCertificate certificate) {
        return scene.ask(CertificateLogin.by(certificate)) instanceof Rejected rejected
                && rejected.reason() == DenyReason.CERTIFICATE_REVOKED;
    }

    private void assertUndecided(IssuedCertificate certificate, String words) {
        AuthorizationRequest login = CertificateLogin.by(certificate);
        assertThatThrownBy(() -> scene.ask(login))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining(words);
    }

    @Test
    void refusesWhatIsRevoked() {
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(isRevoked(BILLING)).isTrue();
        assertThat(scene.told()).containsExactly("revoked 1");
    }

    /** And not for longer than the list is good for. */
    @Test
    void isAskedAgainWhenTheListIsOutOfDate() {
        LookupResult result = scene.ask(CertificateLogin.by(ORDERS));
        assertThat(result)
                .isInstanceOfSatisfying(
                        LookupResult.Found.class,
                        found -> assertThat(found.validity().until()).isEqualTo(nextUpdate));
    }

    @Test
    void readsDerAndSeveralLists() throws IOException {
        String base64 = CA.crl(start, nextUpdate, ORDERS.certificate()).replaceAll("-----.*-----", "");
        Path der =
                Files.write(dir.resolve("clients.der"), Base64.getMimeDecoder().decode(base64));
        try (CertificateScene binary = new CertificateScene().crls(der)) {
            assertThat(binary.ask(CertificateLogin.by(ORDERS))).isInstanceOf(Rejected.class);
        }
        CertificateAuthority other = CertificateAuthority.root("Other");
        Files.writeString(file, other.crl(start, nextUpdate) + "words between\n" + CA.crl(start, nextUpdate));
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(isFound(other.issue(CertificateRequest.of("third")))).isTrue();
    }

    @Test
    void takesTheNewestOfSeveralLists() throws IOException {
        Files.writeString(
                file,
                CA.crl(start, nextUpdate)
                        + CA.crl(start.plusSeconds(60), nextUpdate, ORDERS.certificate())
                        + CA.crl(start.plusSeconds(30), nextUpdate));
        assertThat(isRevoked(ORDERS)).isTrue();
    }

    @Test
    void cannotDecideWithoutAListThatTheIssuerHasSigned() throws IOException {
        CertificateAuthority other = CertificateAuthority.root("Other");
        assertUndecided(other.issue(CertificateRequest.of("orders")), "no revocation list");
        // Another key, under the same name.
        Files.writeString(file, ROOT.intermediate("Clients").crl(start, nextUpdate));
        assertThat(Objects.requireNonNull(scene.directory().reload()).join()).isTrue();
        assertUndecided(ORDERS, "no revocation list that CN=Clients has signed");
    }

    @Test
    void cannotDecideByAListThatIsOutOfDate() {
        assertThat(isFound(ORDERS)).isTrue();
        scene.directory().probe().block(PATIENCE);

        scene.turnTo(nextUpdate.plusSeconds(1));

        assertUndecided(ORDERS, "out of date");
        assertThat(isRevoked(BILLING)).as("revoked once is revoked for ever").isTrue();
        assertThatThrownBy(() -> scene.directory().probe().block(PATIENCE)).hasMessageContaining("CN=Clients");
    }

    @Test
    void takesAListThatIsOutOfDateWhereItMay() {
        scene.takingOutdated().turnTo(nextUpdate.plusSeconds(1));
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(isRevoked(BILLING)).isTrue();
        scene.directory().probe().block(PATIENCE);
    }

    @Test
    void looksAtAuthoritiesOnTheWayWhereThereIsAListOfTheirIssuer() throws IOException {
        Path roots = Files.writeString(dir.resolve("root.crl"), ROOT.crl(start, nextUpdate, CA.certificate()));
        scene.crls(file, roots);
        assertThat(isRevoked(ORDERS)).isTrue();

        Files.writeString(roots, ROOT.crl(start, nextUpdate));
        assertThat(scene.directory().reload().join()).isTrue();
        assertThat(isFound(ORDERS)).isTrue();
    }

    /** A chain without anything revoked is enough, and no chain helps a client's certificate that is revoked. */
    @Test
    void takesAnotherChainAroundARevokedAuthority() throws IOException {
        Path roots = Files.writeString(dir.resolve("root.crl"), ROOT.crl(start, nextUpdate, CA.certificate()));
        scene.crls(file, roots);
        List<String> around = ORDERS.pems().subList(0, 2);

        assertThat(scene.ask(CertificateLogin.by(List.of(ORDERS.pems(), around))))
                .isInstanceOf(LookupResult.Found.class);
        assertThat(scene.ask(CertificateLogin.by(
                        List.of(BILLING.pems(), BILLING.pems().subList(0, 2)))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void followsAFileThatIsReplaced() throws IOException {
        assertThat(isFound(ORDERS)).isTrue();
        long before = version();

        Path next = Files.writeString(dir.resolve("next"), CA.crl(start, nextUpdate, ORDERS.certificate()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE).until(() -> isRevoked(ORDERS));
        assertThat(isFound(BILLING)).isTrue();
        assertThat(version()).isGreaterThan(before);
    }

    /** As Kubernetes does with its volumes: a link to a link, of which one is exchanged. */
    @Test
    void followsALinkThatIsSwitched() throws Exception {
        volume("v1", CA.crl(start, nextUpdate, BILLING.certificate()));
        volume("v2", CA.crl(start, nextUpdate, ORDERS.certificate()));
        Path data = Files.createSymbolicLink(dir.resolve("..data"), Path.of("v1"));
        Path link = Files.createSymbolicLink(dir.resolve("linked.crl"), Path.of("..data", "clients.crl"));
        // Made long ago, too: what is young is read at each look.
        assertThat(new ProcessBuilder("touch", "-h", "-t", "202001010000", link.toString())
                        .start()
                        .waitFor())
                .isZero();
        scene.crls(link);
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(isRevoked(BILLING)).isTrue();

        Path next = Files.createSymbolicLink(dir.resolve("..data_tmp"), Path.of("v2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE).until(() -> isRevoked(ORDERS));
        assertThat(isFound(BILLING)).isTrue();
    }

    /** Written long ago. */
    private void volume(String name, String list) throws IOException {
        Path folder = Files.createDirectory(dir.resolve(name));
        Path content = Files.writeString(folder.resolve("clients.crl"), list);
        Files.setLastModifiedTime(content, FileTime.from(start));
    }

    @Test
    void warnsOfAListThatIsOlderThanTheOneBefore() throws IOException {
        CertificateAuthority other = CertificateAuthority.root("Other");
        Instant newer = start.plusSeconds(60);
        warnings(CA.crl(newer, nextUpdate, ORDERS.certificate()) + other.crl(start, nextUpdate));

        assertThat(warnings(CA.crl(start, nextUpdate) + other.crl(newer, nextUpdate)))
                .containsExactly("devices: the revocation list of CN=Clients that was loaded is of " + start
                        + ", and takes the place of a newer one, of " + newer
                        + ": whoever was revoked since is let in again");
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(warnings(CA.crl(start, nextUpdate))).isEmpty();
        assertThat(warnings(CA.crl(start.minusSeconds(60), nextUpdate) + CA.crl(newer, nextUpdate)))
                .isEmpty();
    }

    /** An authority that has a new key keeps its name, and has a list for each. */
    @Test
    void comparesListsOfOneKeyOnly() throws IOException {
        byte[] old = {1};
        byte[] young = {2};
        Instant newer = start.plusSeconds(60);
        warnings(CA.crlOfKey(start, nextUpdate, old) + CA.crlOfKey(newer, nextUpdate, young));

        assertThat(warnings(CA.crlOfKey(start, nextUpdate, old))).isEmpty();
        assertThat(warnings(
                        CA.crlOfKey(start.minusSeconds(60), nextUpdate, old) + CA.crlOfKey(newer, nextUpdate, young)))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .contains("of " + start.minusSeconds(60) + ",", "of " + start + ":");
    }

    /** What reading these lists is warned of. */
    private List<String> warnings(String lists) throws IOException {
        CertificateDirectory directory = scene.directory();
        Logger logger = (Logger) LoggerFactory.getLogger(CertificateDirectory.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            Path next = Files.writeString(dir.resolve("next"), lists);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertThat(directory.reload().join()).isTrue();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private long version() {
        return Objects.requireNonNull(scene.directory().lookup(CertificateLogin.by(ORDERS)))
                .version();
    }

    @Test
    void keepsTheLastGoodLists() throws IOException {
        assertThat(isRevoked(BILLING)).isTrue();
        long before = version();

        String good = CA.crl(start, nextUpdate);
        Files.writeString(file, good.substring(0, good.length() / 2));
        await().atMost(PATIENCE).until(() -> scene.told().contains("failed"));
        assertThat(isRevoked(BILLING)).isTrue();
        assertThat(isFound(ORDERS)).isTrue();
        assertThat(version()).isEqualTo(before);

        Files.delete(file);
        await().atMost(PATIENCE)
                .until(() -> scene.told().stream().filter("failed"::equals).count() >= 2);
        assertThat(isRevoked(BILLING)).isTrue();

        Files.writeString(file, good);
        await().atMost(PATIENCE).until(() -> isFound(BILLING));
    }

    @Test
    void refusesFilesThatAreNoWholeList() throws IOException {
        assertRefused("", "no revocation list in it");
        assertRefused("words", "no revocation list in it");
        assertRefused(CA.pem(), "no revocation list in it");
        assertRefused(CA.crl(start, nextUpdate).replace("M", "*"), "cut off or damaged");
        assertRefused(CA.crl(start, nextUpdate) + "-----BEGIN X509 CRL-----\nMIIB", "cut off or damaged");
        assertRefused(CA.deltaCrl(start, nextUpdate, true), "changes only");
        assertRefused(CA.deltaCrl(start, nextUpdate, false), "changes only");
        Files.delete(file);
        assertThatThrownBy(() -> CrlFile.read(file)).hasMessageContaining("no such file");
        assertThatThrownBy(() -> CrlFile.read(dir)).hasMessageContaining("not a regular file");
    }

    private void assertRefused(String content, String words) throws IOException {
        Files.writeString(file, content, StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> CrlFile.read(file))
                .isInstanceOf(CrlFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
        assertThatThrownBy(scene::directory).isInstanceOf(CrlFileException.class);
    }

    @Test
    void takesNoListOfWhoMaySignNone() throws IOException {
        CertificateAuthority weak = CertificateAuthority.rootWithoutLists("Weak");
        Files.writeString(file, weak.crl(start, nextUpdate));
        assertUndecided(weak.issue(CertificateRequest.of("orders")), "no revocation list that CN=Weak has signed");
    }
}
