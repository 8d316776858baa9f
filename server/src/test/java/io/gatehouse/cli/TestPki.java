package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of its own, made with the JDK's keytool, and whom it vouches for; PEM files in a folder. */
final class TestPki {
    private static final String PASSWORD = "changeit";

    private final Path dir;
    private final Path store;

    private TestPki(Path dir) {
        this.dir = dir;
        this.store = dir.resolve("pki.p12");
    }

    /** A CA, a server on 127.0.0.1 and a client. */
    static TestPki create(Path dir) throws Exception {
        TestPki pki = new TestPki(dir);
        pki.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
        pki.issue("server", "san=ip:127.0.0.1,dns:localhost", "eku=serverAuth");
        pki.issue("client", "san=dns:client.example", "eku=clientAuth");
        pki.writePem("ca", "server", "client");
        return pki;
    }

    /** One more server, whose common name is 127.0.0.1 whatever it is for. */
    void addServer(String name, String... extensions) throws Exception {
        issueAs("127.0.0.1", name, List.of(), extensions);
        writePem(name);
    }

    /** One more client. */
    void addClient(String name) throws Exception {
        issueAs(name, name, List.of(), "san=dns:client.example", "eku=clientAuth");
        writePem(name);
    }

    /** One more server on 127.0.0.1, whose certificate is valid for a day. */
    void addServerOfOneDay(String name, String begin) throws Exception {
        List<String> day = List.of("-startdate", begin, "-validity", "1");
        issueAs(name, name, day, "san=ip:127.0.0.1,dns:localhost", "eku=serverAuth");
        writePem(name);
    }

    Path cert(String name) {
        return dir.resolve(name + ".pem");
    }

    Path key(String name) {
        return dir.resolve(name + ".key");
    }

    X509Certificate certificate(String name) throws Exception {
        return (X509Certificate) load().getCertificate(name);
    }

    /** For a client that trusts the CA. */
    SSLContext trusting() throws Exception {
        return context(emptyStore());
    }

    /** For a client that trusts the CA and shows the client's certificate. */
    SSLContext identified() throws Exception {
        KeyStore all = load();
        KeyStore own = emptyStore();
        own.setKeyEntry(
                "client", all.getKey("client", PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
                    all.getCertificate("client"), all.getCertificate("ca")
                });
        return context(own);
    }

    private SSLContext context(KeyStore own) throws Exception {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("ca", load().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void issue(String name, String... extensions) throws Exception {
        issueAs(name, name, List.of(), extensions);
    }

    private void issueAs(String commonName, String name, List<String> more, String... extensions) throws Exception {
        Path request = dir.resolve(name + ".csr");
        Path cert = dir.resolve(name + ".crt");
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + commonName);
        keytool("-certreq", "-alias", name, "-file", request.toString());
        List<String> sign =
                new ArrayList<>(List.of("-gencert", "-alias", "ca", "-infile", request.toString(), "-outfile"));
        sign.addAll(List.of(cert.toString(), "-rfc"));
        sign.addAll(more);
        for (String extension : extensions) {
            sign.addAll(List.of("-ext", extension));
        }
        keytool(sign.toArray(new String[0]));
        keytool("-importcert", "-noprompt", "-alias", name, "-file", cert.toString());
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        }
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void writePem(String... names) throws Exception {
        KeyStore all = load();
        for (String name : names) {
            Files.writeString(
                    cert(name), pem("CERTIFICATE", all.getCertificate(name).getEncoded()));
            Files.writeString(
                    key(name),
                    pem("PRIVATE KEY", all.getKey(name, PASSWORD.toCharArray()).getEncoded()));
            Files.setPosixFilePermissions(key(name), PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** As nats-server writes it, too. */
    static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private KeyStore load() throws Exception {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }
}
