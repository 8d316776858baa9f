package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Ed25519Test {
    /** Seed, public key, message and signature of RFC 8032, section 7.1: tests 1, 3 and SHA(abc). */
    private static final List<List<String>> RFC_8032 = List.of(
            List.of(
                    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    "",
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                            + "d25bf5f0595bbe24655141438e7a100b"),
            List.of(
                    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                    "af82",
                    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                            + "4a7c15e9716ed28dc027beceea1ec40a"),
            List.of(
                    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                            + "454d4423643ce80e2a9ac94fa54ca49f",
                    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
                            + "3dca179c138ac17ad9bef1177331a704"));

    static Stream<Ed25519> libraries() throws Exception {
        return Stream.of(new AccpEd25519(), new BouncyCastleEd25519(), Ed25519.fastest());
    }

    /** By the library and by a key that was prepared, which say the same. */
    private static boolean holds(Ed25519 library, Nkey key, byte[] message, int length, byte[] signature) {
        boolean holds = library.verify(key, message, 0, length, signature);
        assertThat(library.verifier(key).verify(message, 0, length, signature)).isEqualTo(holds);
        return holds;
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void signsAndChecksTheExamplesOfTheStandard(Ed25519 library) {
        for (List<String> example : RFC_8032) {
            Nkey key = Nkey.of(NkeyKind.SERVER, hex(example.get(1)));
            byte[] message = hex(example.get(2));
            Ed25519.Signer signer = library.signer(hex(example.get(0)));

            byte[] signature = signer.sign(message, 0, message.length);

            assertThat(signer.publicKey()).isEqualTo(key.raw());
            assertThat(signature).isEqualTo(hex(example.get(3)));
            assertThat(holds(library, key, message, message.length, signature)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void refusesEveryChangeOfOneBitOfASignature(Ed25519 library) {
        SigningKey key = SigningKey.generate(NkeyKind.SERVER);
        byte[] message = {1, 2, 3};
        byte[] signature = key.sign(message, 0, 3);
        for (int bit = 0; bit < 512; bit += 3) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(holds(library, key.publicKey(), message, 3, changed)).isFalse();
        }
        assertThat(holds(library, key.publicKey(), message, 3, signature)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void refusesASignatureOfAnotherLengthOrAddedToTheGroupOrder(Ed25519 library) {
        SigningKey key = SigningKey.generate(NkeyKind.SERVER);
        byte[] message = {1};
        byte[] signature = key.sign(message, 0, 1);

        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            assertThat(holds(library, key.publicKey(), message, 1, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        assertThat(holds(library, key.publicKey(), message, 1, plusGroupOrder(signature)))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void neverThrowsForAKeyThatIsNoPoint(Ed25519 library) {
        for (int fill : new int[] {0, 1, 2, 7, 0x7f, 0xed, 0xff}) {
            byte[] raw = new byte[32];
            Arrays.fill(raw, (byte) fill);
            byte[] signature = new byte[64];
            Arrays.fill(signature, (byte) 5);

            assertThat(holds(library, Nkey.of(NkeyKind.SERVER, raw), new byte[8], 8, signature))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void refusesACurveKey(Ed25519 library) {
        SigningKey key = SigningKey.generate(NkeyKind.SERVER);
        byte[] signature = key.sign(new byte[1], 0, 1);

        assertThat(holds(library, Nkey.of(NkeyKind.CURVE, key.publicKey().raw()), new byte[1], 1, signature))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void servesManyThreadsAtOnce(Ed25519 library) {
        SigningKey[] keys = {SigningKey.generate(NkeyKind.ACCOUNT), SigningKey.generate(NkeyKind.ACCOUNT)};
        Ed25519.Signer[] signers = {
            library.signer(Seed.parse(keys[0].seed()).raw()),
            library.signer(Seed.parse(keys[1].seed()).raw())
        };
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            byte[] message = {(byte) thread, 1, 2, 3};
            running.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    byte[] signature = signers[i & 1].sign(message, 0, 4);
                    assertThat(holds(library, keys[i & 1].publicKey(), message, 4, signature))
                            .isTrue();
                    assertThat(holds(library, keys[~i & 1].publicKey(), message, 4, signature))
                            .isFalse();
                }
            }));
        }
        running.forEach(CompletableFuture::join);
    }

    /** The same point with S + L: an equation-only check takes it, which would make signatures malleable. */
    private static byte[] plusGroupOrder(byte[] signature) {
        byte[] order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        byte[] changed = signature.clone();
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
            changed[32 + i] = (byte) carry;
            carry >>= 8;
        }
        return changed;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
