package io.gatehouse.load.compare;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.rig.UserFiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;

/**
 * What no service can do without: the two Ed25519 signatures of an answer, of the user's JWT and of the response around it,
 * by the fastest library on this machine. Timed here in each round, since the machine is not always equally fast; the
 * benchmarks time it as well.
 */
final class SignatureCost {
    private static final int ANSWERS = 20_000;
    /** The dot and the signature at the end of a JWT, which are not signed. */
    private static final int SIGNATURE_PART = 87;

    private final SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
    private final byte[] userJwt;
    private final byte[] response;

    private SignatureCost() {
        Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
        Nkey server = SigningKey.generate(NkeyKind.SERVER).publicKey();
        long now = Instant.now().getEpochSecond();
        this.userJwt = new UserJwt(claims(), key).sign(user, now, 0);
        this.response = new ResponseJwt(key, null).granted(user, server, userJwt, now);
    }

    /** CPU microseconds of two signatures. */
    static double micros() {
        SignatureCost cost = new SignatureCost();
        cost.sign(ANSWERS / 2); // until it is compiled
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        cost.sign(ANSWERS);
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / ANSWERS;
    }

    /** The claims with which services answer in the comparison. */
    private static UserClaims claims() {
        String name = UserFiles.users("user", 1).login(0).user();
        Permissions permissions =
                new Permissions(rules(UserFiles.PUBLISH, name), rules(UserFiles.SUBSCRIBE, name), null);
        UserClaims.Body body = new UserClaims.Body(permissions, Limits.NONE, false, false, List.of());
        return new UserClaims(name, UserFiles.ACCOUNT, null, body, List.of());
    }

    private static Permissions.SubjectRules rules(String pattern, String name) {
        return new Permissions.SubjectRules(List.of(pattern.replace("{user}", name)), List.of());
    }

    private void sign(int times) {
        for (int i = 0; i < times; i++) {
            sign(userJwt);
            sign(response);
        }
    }

    /** Each signature goes into the next message, so that none can be left out. */
    private void sign(byte[] message) {
        byte[] signature = key.sign(message, 0, message.length - SIGNATURE_PART);
        System.arraycopy(signature, 0, message, 0, signature.length);
    }
}
