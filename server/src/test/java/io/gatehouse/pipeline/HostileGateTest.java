package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Unpacked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is sent instead of a request is dropped for its own reason, and the next good request is answered. */
class HostileGateTest {
    private final GateScene scene = GateScene.sealed(GateScene.grantAll());

    @AfterEach
    void theNextGoodRequestIsAnswered() throws InterruptedException {
        assertThat(scene.replies).as("nothing hostile was answered").isEmpty();
        scene.answersTheNextGoodRequest();
        scene.close();
    }

    @Test
    void empty() throws InterruptedException {
        assertDropped(new byte[0], Drop.EMPTY);
    }

    @Test
    void tooShortForABox() throws InterruptedException {
        assertDropped("xkv1".getBytes(StandardCharsets.US_ASCII), Drop.UNOPENABLE);
    }

    @Test
    void random() throws InterruptedException {
        byte[] noise = new byte[1500];
        new Random(1).nextBytes(noise);
        assertDropped(noise, Drop.UNOPENABLE);
    }

    @Test
    void truncated() throws InterruptedException {
        byte[] good = scene.goodBody();
        assertDropped(Arrays.copyOf(good, good.length - 1), Drop.UNOPENABLE);
    }

    @Test
    void oneBitChanged() throws InterruptedException {
        byte[] body = scene.goodBody();
        body[body.length / 2] ^= 1;
        assertDropped(body, Drop.UNOPENABLE);
    }

    @Test
    void oversized() throws InterruptedException {
        assertDropped(new byte[Open.MAX_BYTES + 1], Drop.TOO_LARGE);
    }

    @Test
    void sealedToAnotherKey() throws InterruptedException {
        byte[] body = scene.server.request().sealedFor(CurveKey.generate().publicKey());
        assertDropped(body, Drop.UNOPENABLE);
    }

    @Test
    void sealedByAnotherKeyThanItTells() throws InterruptedException {
        RequestFixtures other = new RequestFixtures();
        byte[] body = scene.server
                .xkey()
                .boxKey(ourXkey())
                .seal(other.request().xkeyTold().jwt());
        assertDropped(body, Drop.WRONG_XKEY);
    }

    @Test
    void headerThatIsNoXkey() throws InterruptedException {
        scene.take(new Unpacked(scene.goodBody(), "XBAD", GateScene.REPLY_TO), System.nanoTime(), false);
        assertThat(scene.nextEnd()).isEqualTo(Drop.BAD_XKEY_HEADER);
    }

    @Test
    void inTheClear() throws InterruptedException {
        scene.take(new Unpacked(scene.server.request().jwt(), null, GateScene.REPLY_TO), System.nanoTime(), false);
        assertThat(scene.nextEnd()).isEqualTo(Drop.XKEY_MISMATCH);
    }

    @Test
    void withoutReplySubject() throws InterruptedException {
        scene.arrive(scene.goodBody(), null, System.nanoTime());
        assertThat(scene.nextEnd()).isEqualTo(Drop.NO_REPLY);
    }

    @Test
    void deeplyNested() throws InterruptedException {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertDropped(request -> request.setRaw("nats.extra", deep), Drop.MALFORMED);
    }

    @Test
    void wrongAudience() throws InterruptedException {
        assertDropped(request -> request.set("aud", "somebody-else"), Drop.WRONG_AUDIENCE);
    }

    @Test
    void issuedByAnAccount() throws InterruptedException {
        SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
        assertDropped(request -> request.set("iss", account.publicKey().text()).signedBy(account), Drop.WRONG_ISSUER);
    }

    @Test
    void tellingOfAnotherServer() throws InterruptedException {
        String other = SigningKey.generate(NkeyKind.SERVER).publicKey().text();
        assertDropped(request -> request.set("nats.server_id.id", other), Drop.WRONG_SERVER);
    }

    @Test
    void aboutNoUserNkey() throws InterruptedException {
        String server = SigningKey.generate(NkeyKind.SERVER).publicKey().text();
        assertDropped(request -> request.set("nats.user_nkey", server), Drop.WRONG_USER_NKEY);
    }

    @Test
    void expired() throws InterruptedException {
        long longAgo = System.currentTimeMillis() / 1000 - 60;
        assertDropped(request -> request.set("iat", longAgo - 2).set("exp", longAgo), Drop.EXPIRED);
    }

    @Test
    void signedBySomebodyElse() throws InterruptedException {
        assertDropped(request -> request.signedBy(SigningKey.generate(NkeyKind.SERVER)), Drop.BAD_SIGNATURE);
    }

    @Test
    void replayed() throws InterruptedException {
        byte[] body = scene.goodBody();
        scene.arrive(body);
        assertThat(scene.nextEnd()).isEqualTo("granted");
        assertThat(scene.nextAnswer()).contains("\"jwt\"");

        assertDropped(body, Drop.REPLAYED);
    }

    private void assertDropped(Function<RequestFixtures.Request, RequestFixtures.Request> change, Drop reason)
            throws InterruptedException {
        assertDropped(change.apply(scene.server.request()).sealedFor(ourXkey()), reason);
    }

    private void assertDropped(byte[] body, Drop reason) throws InterruptedException {
        scene.arrive(body);
        assertThat(scene.nextEnd()).isEqualTo(reason);
    }

    private Nkey ourXkey() {
        CurveKey ours = scene.xkey;
        if (ours == null) {
            throw new IllegalStateException("this scene is sealed");
        }
        return ours.publicKey();
    }
}
