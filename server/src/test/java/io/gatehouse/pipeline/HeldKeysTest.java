package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.drops.Drop;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several keys are held at once, as during a rotation. */
class HeldKeysTest {
    private static final int PEERS = 4;

    private final GateScene scene = GateScene.sealed(GateScene.grantAll());
    private final CurveKey before = xkey(scene);
    private final CurveKey after = CurveKey.generate();
    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey nextIssuer = SigningKey.generate(NkeyKind.ACCOUNT);

    private static CurveKey xkey(GateScene scene) {
        if (scene.xkey == null) {
            throw new IllegalStateException("not sealed");
        }
        return scene.xkey;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void hold(CurveKey... xkeys) {
        scene.exchange(now ->
                new Snapshot(now.issuers(), now.xkeys().with(List.of(xkeys), PEERS), now.subjects(), now.authorizer()));
    }

    private Issuers holdIssuers(boolean chosen) {
        return hold(Issuers.of(List.of(nextIssuer, issuer), null, chosen));
    }

    private Issuers hold(Issuers issuers) {
        scene.exchange(now -> new Snapshot(issuers, now.xkeys(), now.subjects(), now.authorizer()));
        return issuers;
    }

    private void assertAnswered(CurveKey xkey) throws Exception {
        scene.arrive(scene.server.request().sealedFor(xkey.publicKey()));
        assertThat(scene.nextEnd()).isEqualTo("granted");
        assertThat(scene.nextAnswer(xkey)).contains("\"jwt\":");
    }

    /** nats-server opens an answer with nothing else than the xkey that it has sealed the request for. */
    @Test
    void theXkeyThatOpensARequestSealsItsAnswer() throws Exception {
        assertAnswered(before);
        hold(after, before);
        for (int round = 0; round < 3; round++) {
            assertAnswered(before);
            assertAnswered(after);
        }
    }

    @Test
    void aRequestThatNoneOpensGetsNoAnswer() throws Exception {
        hold(after, before);
        assertAnswered(before);
        scene.arrive(scene.server.request().sealedFor(CurveKey.generate().publicKey()));
        assertThat(scene.nextEnd()).isEqualTo(Drop.UNOPENABLE);
        assertAnswered(after);
    }

    @Test
    void anXkeyThatIsHeldNoMoreOpensNothing() throws Exception {
        hold(after, before);
        assertAnswered(before);
        hold(after);
        scene.arrive(scene.server.request().sealedFor(before.publicKey()));
        assertThat(scene.nextEnd()).isEqualTo(Drop.UNOPENABLE);
        assertAnswered(after);
    }

    /** Of each xkey it is counted how many requests were for it, also when others come or go. */
    @Test
    void theUseOfEachXkeyIsCounted() throws Exception {
        assertAnswered(before);
        Xkeys first = Xkeys.NONE.with(List.of(before), PEERS);
        scene.exchange(now -> new Snapshot(now.issuers(), first, now.subjects(), now.authorizer()));
        assertAnswered(before);
        Xkeys both = first.with(List.of(after, before), PEERS);
        scene.exchange(now -> new Snapshot(now.issuers(), both, now.subjects(), now.authorizer()));
        assertAnswered(before);
        assertAnswered(after);
        assertThat(both.all()).extracting(BoxKeys::confirmed).containsExactly(1L, 2L);
    }

    @Test
    void inConfigModeTheIssuerThatTheServerExpectsAnswers() throws Exception {
        holdIssuers(true);
        assertThat(issuerOf(issuer.publicKey().text()))
                .isEqualTo(issuer.publicKey().text());
        assertThat(issuerOf(nextIssuer.publicKey().text()))
                .isEqualTo(nextIssuer.publicKey().text());
    }

    @Test
    void inOperatorModeTheFirstAnswersWhoeverTheRequestIsFor() throws Exception {
        holdIssuers(false);
        assertThat(issuerOf(issuer.publicKey().text()))
                .isEqualTo(nextIssuer.publicKey().text());
        assertThat(issuerOf(scene.server.account().publicKey().text()))
                .isEqualTo(nextIssuer.publicKey().text());
    }

    /** No server tells with which sentinel a session has logged in. */
    @Test
    void inOperatorModeItIsCountedWhoHasSignedTheSentinelsOfClients() throws Exception {
        Issuers held = holdIssuers(false);
        logInWith(issuer);
        logInWith(issuer);
        logInWith(nextIssuer);
        logInWith(SigningKey.generate(NkeyKind.ACCOUNT));
        assertThat(sentinels(held)).containsExactly(1L, 2L, 1L);

        Issuers after = hold(Issuers.of(List.of(nextIssuer), null, false).inPlaceOf(held));
        logInWith(nextIssuer);
        logInWith(issuer);
        assertThat(sentinels(after)).containsExactly(2L, 2L);
    }

    /** There a JWT is a credential like others. */
    @Test
    void inConfigModeThereAreNoSentinels() throws Exception {
        Issuers held = holdIssuers(true);
        logInWith(issuer);
        assertThat(held.otherSentinels()).isNull();
        assertThat(held.all()).allMatch(one -> one.sentinels().sum() == 0);
    }

    private static List<Long> sentinels(Issuers held) {
        return Stream.concat(
                        held.all().stream().map(Issuers.Issuer::sentinels), Stream.ofNullable(held.otherSentinels()))
                .map(LongAdder::sum)
                .toList();
    }

    private void logInWith(SigningKey signer) throws Exception {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        UserClaims claims = UserClaims.of("sentinel", null, UserClaims.Body.sentinel(true));
        String jwt = UserToken.issue(claims, signer, user.publicKey(), 1_000, 0);
        scene.arrive(scene.body(scene.server.request().set("nats.connect_opts.jwt", jwt)));
        assertThat(scene.nextEnd()).isEqualTo("granted");
    }

    private String issuerOf(String subject) throws Exception {
        scene.arrive(scene.body(scene.server.request().set("sub", subject)));
        assertThat(scene.nextEnd()).isEqualTo("granted");
        return scene.nextAnswer().replaceFirst(".*\"iss\":\\s*\"([^\"]*)\".*", "$1");
    }
}
