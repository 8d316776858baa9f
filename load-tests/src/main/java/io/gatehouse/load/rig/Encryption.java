package io.gatehouse.load.rig;

/** Whether requests and answers are sealed. */
public enum Encryption {
    XKEY("with xkey"),
    PLAIN("without xkey");

    private final String words;

    Encryption(String words) {
        this.words = words;
    }

    /** As tables say it. */
    public String words() {
        return words;
    }
}
