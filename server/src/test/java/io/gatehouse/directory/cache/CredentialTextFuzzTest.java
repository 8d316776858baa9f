package io.gatehouse.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.certificate.CertificateKeys;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.SampleCredential;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** What was written can be read back whole, so that no two credentials are written alike. */
class CredentialTextFuzzTest {
    private static final CredentialParts ALL = CredentialParts.of(EnumSet.range(LoginPart.USER, LoginPart.NKEY));

    @FuzzTest
    void write(FuzzedDataProvider data) {
        long version = data.consumeLong();
        SampleCredential credential = new SampleCredential(
                text(data), text(data), text(data), text(data), text(data), text(data), data.consumeString(100), null);

        CredentialText text = new CredentialText(new CertificateKeys()).write(version, ALL, credential.request());
        ByteBuffer bytes = ByteBuffer.wrap(text.bytes(), 0, text.length());

        assertThat(bytes.getLong()).isEqualTo(version);
        assertThat(read(bytes, LoginPart.USER)).isEqualTo(credential.user());
        assertThat(read(bytes, LoginPart.PASSWORD)).isEqualTo(credential.password());
        assertThat(read(bytes, LoginPart.TOKEN)).isEqualTo(credential.token());
        assertThat(read(bytes, LoginPart.JWT)).isEqualTo(credential.jwt());
        assertThat(read(bytes, LoginPart.NKEY)).isEqualTo(credential.nkey());
        assertThat(read(bytes, LoginPart.NKEY)).isEqualTo(credential.signature());
        assertThat(read(bytes, LoginPart.NKEY)).isEqualTo(credential.nonce());
        assertThat(bytes.hasRemaining()).isFalse();
    }

    private static @Nullable String text(FuzzedDataProvider data) {
        return data.consumeBoolean() ? data.consumeString(200) : null;
    }

    private static @Nullable String read(ByteBuffer bytes, LoginPart part) {
        assertThat(bytes.get()).isEqualTo(part.number());
        long units = bytes.getLong();
        if (units < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < units; i++) {
            text.append(unit(bytes));
        }
        return text.toString();
    }

    private static char unit(ByteBuffer bytes) {
        int first = bytes.get();
        if (first >= 0) {
            return (char) first;
        }
        int second = bytes.get() & 0x3f;
        return (char)
                ((first & 0xe0) == 0xc0
                        ? (first & 0x1f) << 6 | second
                        : (first & 0x0f) << 12 | second << 6 | (bytes.get() & 0x3f));
    }
}
