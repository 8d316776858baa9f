package io.gatehouse.load.rig;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;

/** The callout's keys, made new for each run. */
record Keys(SigningKey issuer, CurveKey xkey) {
    static Keys generate() {
        return new Keys(SigningKey.generate(NkeyKind.ACCOUNT), CurveKey.generate());
    }
}
