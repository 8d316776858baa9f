package io.gatehouse.passwords;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Unicode's composed form (NFC), in which one character stands for a letter with its accent. Names and passwords are compared
 * as they are; this tells of those that look alike and are not.
 */
public final class UnicodeForm {
    private UnicodeForm() {}

    /** Whether a text is in composed form, as keyboards and most systems write it. */
    public static boolean isComposed(String text) {
        return isAscii(text) || Normalizer.isNormalized(text, Form.NFC);
    }

    /** The text in composed form. */
    public static String composed(String text) {
        return isAscii(text) ? text : Normalizer.normalize(text, Form.NFC);
    }

    /** The text with each letter apart from its accents. */
    public static String decomposed(String text) {
        return isAscii(text) ? text : Normalizer.normalize(text, Form.NFD);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
