package io.gatehouse.policy.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** The form in which names are compared and passed on: two spellings of one form are one name. */
public enum NameForm {
    /** As it is written. */
    EXACT,
    /**
     * As RFC 8265 maps a name by its profile UsernameCaseMapped: full-width and half-width characters become the ordinary ones,
     * then all are in lower case by Unicode's rule for no language in particular, then composed (NFC). What the profile
     * forbids, such as spaces, is not forbidden here.
     */
    LOWER;

    /** The longest name that is brought into a form, in characters: longer ones are nobody's. */
    public static final int MAX_LENGTH = 1_024;

    /** Whether it makes one name of several spellings. */
    public boolean folds() {
        return this != EXACT;
    }

    /** The name in this form; the same object when it is in it already. */
    public String of(String name) {
        if (this == EXACT || isLowerAscii(name)) {
            return name;
        }
        String lower = ordinaryWidth(name).toLowerCase(Locale.ROOT);
        String form = Normalizer.normalize(lower, Form.NFC);
        return form.equals(name) ? name : form;
    }

    private static boolean isLowerAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static String ordinaryWidth(String name) {
        StringBuilder ordinary = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (ordinary == null && hasWidth(c)) {
                ordinary = new StringBuilder(name.length()).append(name, 0, i);
            }
            if (ordinary != null) {
                ordinary.append(hasWidth(c) ? Normalizer.normalize(Character.toString(c), Form.NFKC) : c);
            }
        }
        return ordinary == null ? name : ordinary.toString();
    }

    /** Whether it is the full-width or half-width variant of another character. */
    private static boolean hasWidth(char c) {
        return c == '\u3000' || (c > '\uff00' && c < '\uffef');
    }
}
