package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: they are no box of ours, or they are what sealing their message with their nonce gives. */
class BoxKeyFuzzTest {
    private static final CurveKey OURS =
            CurveKey.fromSeed("SXABEGKRNDP43FVIQU3XPWH3TYFR4P645YDYGRESGNIZXCG5UGP3KKOPZI");
    private static final Nkey PEER = Nkey.parse("XA4XSSNLNBH7EFBWTBDBJWEL3VQBOPXFVQN3OMCITRYCCULVKLJRSTJV");
    private static final BoxKey KEY = OURS.boxKey(PEER);

    @FuzzTest
    void boxes(byte[] box) {
        byte[] message = KEY.open(box);
        if (message != null) {
            assertThat(KEY.seal(message, box, 4)).isEqualTo(box);
        }
    }

    @FuzzTest
    void peers(byte[] input) {
        String peer = new String(input, java.nio.charset.StandardCharsets.UTF_8);
        try {
            BoxKey key = OURS.boxKey(Nkey.parse(peer));
            assertThat(key.open(key.seal(input))).isEqualTo(input);
        } catch (NkeyException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
