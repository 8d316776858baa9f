package io.gatehouse.service;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.SecretCases.SecretCase;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * A secret that is looked for wherever it could come out.
 *
 * @param value what is given for the key: the secret, a text with the secret in it, or a file that has it
 * @param sign as much of the secret as gives it away
 */
record Canary(String value, String sign) {
    /** With the key that is the canary of keys of TLS. */
    static final IssuedCertificate CERTIFICATE =
            CertificateAuthority.root("canaries").issue(CertificateRequest.of("gatehouse"));

    private static final String TEXT = "canary0of0a0secret0of0more0than0thirty-two0characters";
    private static final String HEADER = "x-token=";
    private static final int ENOUGH = 16;

    /** One that the key takes. */
    static Canary of(SecretCase one, Path folder) {
        String words = one.key().words();
        if (one.word().equals("headers")) {
            return new Canary(HEADER + TEXT, sign(TEXT));
        }
        if (words.equals("secret text")) {
            return text(TEXT);
        }
        if (words.startsWith("key file or seed")) {
            return seed(one);
        }
        if (words.startsWith("PUBLIC_KEY:")) {
            SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
            return new Canary(account.publicKey() + ":" + account.seed(), sign(account.seed()));
        }
        return words.equals("file") ? file(one, folder) : url(one);
    }

    /** One that is written out. */
    static Canary itself() {
        return text(TEXT);
    }

    /** The same with another secret; the same once more for what is no text. */
    Canary other() {
        return new Canary(value.replace(TEXT, TEXT.replace('a', 'b')), sign.replace('a', 'b'));
    }

    private static Canary text(String text) {
        return new Canary(text, sign(text));
    }

    private static String sign(String secret) {
        return secret.substring(0, ENOUGH);
    }

    private static Canary seed(SecretCase one) {
        if (one.path().startsWith("xkey.")) {
            return text(CurveKey.generate().seed());
        }
        NkeyKind kind = one.word().equals("nkey") ? NkeyKind.USER : NkeyKind.ACCOUNT;
        return text(SigningKey.generate(kind).seed());
    }

    private static Canary url(SecretCase one) {
        if (one.path().endsWith("nats.url")) {
            return new Canary("nats://gatehouse:" + TEXT + "@127.0.0.1:1", sign(TEXT));
        }
        if (one.key().words().startsWith("URL")) {
            return new Canary("http://127.0.0.1:1/login?key=" + TEXT, sign(TEXT));
        }
        if (one.path().equals("directories.it.url")) {
            return new Canary("postgresql://gatehouse:" + TEXT + "@127.0.0.1:1/users", sign(TEXT));
        }
        throw new IllegalArgumentException(one + " has no canary: say here what is given for it");
    }

    private static Canary file(SecretCase one, Path folder) {
        String user = SigningKey.generate(NkeyKind.USER).seed();
        return switch (one.word()) {
            case "key" -> key(folder);
            case "creds", "sys_creds", "sentinel_creds" ->
                written(folder, "-----BEGIN USER NKEY SEED-----\n" + user + "\n", user);
            case "server_conf" -> written(folder, "authorization { user: u, password: " + TEXT + " }\n", TEXT);
            case "path", "last_good" -> written(folder, "{\"alice\": {\"pass\": \"plain:" + TEXT + "\"}}", TEXT);
            case "admin_token_file",
                    "client_secret_file",
                    "hmac_key_file",
                    "password_file",
                    "secret_file",
                    "token_file" -> written(folder, TEXT + "\n", TEXT);
            case "headers_file" -> written(folder, HEADER + TEXT + "\n", TEXT);
            default -> throw new IllegalArgumentException(one + " has no canary: say here what is in its file");
        };
    }

    private static Canary key(Path folder) {
        String encoded = Base64.getEncoder().encodeToString(CERTIFICATE.key().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
        // Behind what all keys of the kind begin with.
        return written(folder, pem, encoded.substring(ENOUGH * 4));
    }

    private static Canary written(Path folder, String content, String secret) {
        try {
            Path file = Files.writeString(folder.resolve("file.of.the.key"), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return new Canary(file.toString(), sign(secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
