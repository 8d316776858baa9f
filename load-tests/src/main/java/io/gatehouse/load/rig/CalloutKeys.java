package io.gatehouse.load.rig;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;

/** The callout's keys, made new for each run. */
record CalloutKeys(SigningKey issuer, CurveKey xkey) {
    static CalloutKeys generate() {
        return new CalloutKeys(SigningKey.generate(NkeyKind.ACCOUNT), CurveKey.generate());
    }
}
