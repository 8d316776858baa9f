package io.gatehouse.expiry;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JwtTimes;
import io.gatehouse.files.RegularFile;
import io.gatehouse.tls.TlsContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a file has in it that expires, by the name of the key that names the file, wherever that key is. */
enum ExpiringContent {
    /** Credentials: the JWT of their user. */
    CREDENTIALS("creds|sys_creds|sentinel_creds") {
        @Override
        ValidityPeriod read(Path file) throws IOException, ClaimsException {
            return ofJwt(CredsFile.parse(RegularFile.text(file)).jwt());
        }
    },

    /** The JWT of an account. */
    ACCOUNT("account_jwts") {
        @Override
        ValidityPeriod read(Path file) throws IOException, ClaimsException {
            return ofJwt(new String(RegularFile.bytes(file, MOST_BYTES), StandardCharsets.UTF_8));
        }
    },

    /** A certificate and those of its issuers: none of them may have expired. */
    CERTIFICATE("cert") {
        @Override
        ValidityPeriod read(Path file) throws IOException {
            return ofCertificates(file).min(BY_END).orElseThrow();
        }
    },

    /** Authorities that are trusted: nobody is when the last of them has expired. */
    AUTHORITIES("ca") {
        @Override
        ValidityPeriod read(Path file) throws IOException {
            return ofCertificates(file).max(BY_END).orElseThrow();
        }
    };

    private static final int MOST_BYTES = 1024 * 1024;
    private static final Comparator<ValidityPeriod> BY_END = Comparator.comparingLong(ValidityPeriod::until);

    private final String keys;

    ExpiringContent(String keys) {
        this.keys = keys;
    }

    /** What is in the files that a key names, by the key's path; null where nothing in them expires. */
    static @Nullable ExpiringContent of(String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(content -> key.matches(content.keys))
                .findFirst()
                .orElse(null);
    }

    /**
     * When it is valid.
     *
     * @throws IllegalArgumentException when it is something else
     */
    abstract ValidityPeriod read(Path file) throws IOException, ClaimsException;

    private static ValidityPeriod ofJwt(String jwt) throws ClaimsException {
        JwtTimes times = JwtTimes.of(jwt);
        return new ValidityPeriod(times.issuedAt(), times.expiresAt());
    }

    private static Stream<ValidityPeriod> ofCertificates(Path file) throws IOException {
        return TlsContext.readCertificates(file).stream().map(ExpiringContent::ofCertificate);
    }

    private static ValidityPeriod ofCertificate(X509Certificate certificate) {
        return new ValidityPeriod(
                certificate.getNotBefore().toInstant().getEpochSecond(),
                certificate.getNotAfter().toInstant().getEpochSecond());
    }
}
