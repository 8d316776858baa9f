package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.PasswordLines;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.explain.Credentials;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that give the credentials of a login. Secrets are asked for, or piped in. */
final class CredentialOptions {
    private static final String END = "-----END CERTIFICATE-----";

    /** As long as nats-server's. */
    private static final String NONCE = "ZXhwbGFpbi1hLWxvZ2lu";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            order = 10,
            description = "The user name. Its password is asked for at the terminal, or else is the first line of the"
                    + " standard input; if that is empty, the login has only the name.")
    private @Nullable String user;

    @Option(
            names = "--token",
            order = 11,
            description = "The login has a token, which is read like the password of --user.")
    private boolean token;

    @Option(
            names = "--nkey",
            paramLabel = "FILE",
            order = 12,
            description = "A user's nkey seed: the login has its public key, and a nonce signed with it.")
    private @Nullable String nkey;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            order = 13,
            description =
                    "The client's certificate in PEM, followed by those of its issuers. It is treated like one that"
                            + " nats-server has verified.")
    private @Nullable String cert;

    /** Whether any of them was given. */
    boolean areGiven() {
        return user != null || token || nkey != null || cert != null;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when something cannot be meant; the message shows no secret
     */
    Credentials read(ProcessContext context) throws IOException {
        PasswordLines lines = new PasswordLines(context.input());
        String password = user == null ? null : secret("Password: ", context, lines);
        String given = token ? secret("Token: ", context, lines) : null;
        List<String> chain = cert == null ? List.of() : chain(text(context, "--cert", cert));
        SigningKey key = nkey == null ? null : key(text(context, "--nkey", nkey));
        return key == null
                ? new Credentials(user, password, given, null, null, "", chain)
                : new Credentials(user, password, given, key.publicKey().text(), signature(key), NONCE, chain);
    }

    private static @Nullable String secret(String question, ProcessContext context, PasswordLines lines)
            throws IOException {
        if (!context.prompt().isPossible()) {
            return lines.next();
        }
        char[] typed = context.prompt().secret(question);
        return typed == null ? null : new String(typed);
    }

    private static String text(ProcessContext context, String option, String file) {
        try {
            return RegularFile.text(context.workingDirectory().resolve(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(option + " " + file + " cannot be read: " + FileErrors.words(e), e);
        }
    }

    private static SigningKey key(String text) {
        try {
            return SigningKey.fromSeed(text.strip());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("--nkey: the file holds no seed of an nkey", e);
        }
    }

    private static String signature(SigningKey key) {
        byte[] nonce = NONCE.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(nonce, 0, nonce.length));
    }

    private static List<String> chain(String pem) {
        List<String> chain = new ArrayList<>();
        int from = pem.indexOf("-----BEGIN CERTIFICATE-----");
        for (int end = pem.indexOf(END, Math.max(0, from)); from >= 0 && end >= 0; end = pem.indexOf(END, from)) {
            chain.add(pem.substring(from, end + END.length()) + "\n");
            from = pem.indexOf("-----BEGIN CERTIFICATE-----", end);
            if (from < 0) {
                break;
            }
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("--cert: the file holds no certificate in PEM");
        }
        return chain;
    }
}
