package io.gatehouse.audit;

import io.gatehouse.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replaces values by their HMAC-SHA256. Not for several threads. */
public final class ValueHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String MARK = "hmac-sha256:";

    private final Mac mac;

    public ValueHash(Secret key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The hash as a record has it: {@code hmac-sha256:} and 64 hexadecimal digits. */
    public String of(String value) {
        return MARK + HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    }
}
