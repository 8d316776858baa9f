package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519ChoiceTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"accp", "ACCP", " ", ""})
    void takesTheNativeLibraryUnlessAskedOtherwise(String wish) {
        Ed25519Choice choice = Ed25519Choice.choose(wish);

        assertThat(choice.library()).isInstanceOf(AccpEd25519.class);
        assertThat(choice.text()).matches("Amazon Corretto Crypto Provider [0-9.]+ \\(AWS-LC .*\\)");
    }

    @Test
    void lendsTheProviderOfTheNativeLibrary() {
        Provider provider =
                Objects.requireNonNull(Ed25519Choice.choose("accp").library().provider());

        assertThat(provider.getName()).isEqualTo("AmazonCorrettoCryptoProvider");
        assertThat(Ed25519Choice.choose("bouncycastle").library().provider()).isNull();
        assertThat(Ed25519.fastest().provider()).isNotNull();
    }

    @Test
    void takesBouncyCastleWhenAskedFor() {
        Ed25519Choice choice = Ed25519Choice.choose("BouncyCastle");

        assertThat(choice.library()).isInstanceOf(BouncyCastleEd25519.class);
        assertThat(choice.text()).matches("Bouncy Castle [0-9.]+ \\(as asked for by gatehouse.ed25519\\)");
    }

    @Test
    void saysThatAWishNamesNoLibrary() {
        assertThat(Ed25519Choice.choose("openssl").text()).endsWith("(gatehouse.ed25519 names no library: openssl)");
    }

    @Test
    void refusesALibraryThatFailsTheKnownAnswerTest() {
        assertThatThrownBy(() -> Ed25519Choice.tested(new Broken(true, false)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("it fails the known-answer test");
        assertThatThrownBy(() -> Ed25519Choice.tested(new Broken(false, true)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void namesTheChosenLibraryOncePerProcess() {
        assertThat(Ed25519.fastest()).isSameAs(Ed25519.fastest());
        assertThat(Ed25519.fastest().name()).isNotBlank();
    }

    @Test
    void knowsThePublicKeyBeforeTheChoiceIsMade() throws Exception {
        java.util.concurrent.CountDownLatch chosen = new java.util.concurrent.CountDownLatch(1);
        ChosenEd25519 ed25519 = new ChosenEd25519(() -> {
            await(chosen);
            return Ed25519Choice.choose("bouncycastle");
        });

        Ed25519.Signer signer = ed25519.signer(new byte[32]);
        byte[] publicKey = signer.publicKey();
        chosen.countDown();

        byte[] signature = signer.sign(new byte[3], 0, 3);
        assertThat(ed25519.verify(Nkey.of(NkeyKind.USER, publicKey), new byte[3], 0, 3, signature))
                .isTrue();
        assertThat(ed25519.name()).startsWith("Bouncy Castle");
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs wrongly, or finds every signature right. */
    private record Broken(boolean signsWrongly, boolean verifiesAll) implements Ed25519 {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Signer signer(byte[] seed) {
            Signer right = new BouncyCastleEd25519().signer(seed);
            return new Signer() {
                @Override
                public byte[] sign(byte[] message, int offset, int length) {
                    return signsWrongly ? new byte[64] : right.sign(message, offset, length);
                }

                @Override
                public byte[] publicKey() {
                    return right.publicKey();
                }
            };
        }

        @Override
        public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
            return verifiesAll || new BouncyCastleEd25519().verify(signedBy, message, offset, length, signature);
        }
    }
}
