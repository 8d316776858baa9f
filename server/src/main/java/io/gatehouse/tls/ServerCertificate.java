package io.gatehouse.tls;

import io.gatehouse.files.FileChanges;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The certificate of a listener and its key, from files that may be exchanged while it listens. */
public final class ServerCertificate {
    private final ServerFiles files;
    private final FileChanges cert;
    private final FileChanges key;
    private volatile X509ExtendedKeyManager current;

    /**
     * Reads both.
     *
     * @throws IOException when they cannot be used; the message names the file
     */
    public ServerCertificate(ServerFiles files) throws IOException {
        this.files = files;
        this.cert = new FileChanges(files.cert(), FileChanges.LARGEST);
        this.key = new FileChanges(files.key(), FileChanges.LARGEST);
        cert.know();
        key.know();
        this.current = read(files);
    }

    /**
     * Looks at the files, and uses what is in them from the next connection on; by one thread at a time.
     *
     * @return whether they have changed
     * @throws IOException when what is in them now cannot be used; what was in them before stays in use
     */
    public boolean look() throws IOException {
        boolean isOther = cert.look();
        isOther |= key.look();
        if (isOther) {
            current = read(files);
        }
        return isOther;
    }

    private static X509ExtendedKeyManager read(ServerFiles files) throws IOException {
        try {
            KeyManager[] managers = TlsContext.keyManagers(files.cert(), files.key());
            if (managers != null) {
                for (KeyManager manager : managers) {
                    if (manager instanceof X509ExtendedKeyManager extended) {
                        return extended;
                    }
                }
            }
            throw new IOException("this JDK has no key manager for certificates");
        } catch (GeneralSecurityException e) {
            throw new IOException(files.key() + " is not a private key: " + e.getMessage(), e);
        }
    }

    /** What the listener's side of each connection has its certificate of: that of the time when it is made. */
    public KeyManager keys() {
        return new Current();
    }

    /** Asks the key manager of now. */
    private final class Current extends X509ExtendedKeyManager {
        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return current.getServerAliases(keyType, issuers);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return current.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return current.chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return current.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return current.getPrivateKey(alias);
        }
    }
}
