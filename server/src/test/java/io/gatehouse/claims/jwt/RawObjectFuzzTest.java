package io.gatehouse.claims.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes are: no object, or one that is read again as it was written. */
class RawObjectFuzzTest {
    @FuzzTest
    void isTheSameWhenItIsReadAgain(byte[] json) throws ClaimsException {
        RawObject object;
        try {
            object = RawObject.parse(json);
        } catch (ClaimsException noObject) {
            return;
        }
        assertThat(RawObject.parse(object.json()).json()).isEqualTo(object.json());
    }
}
