package io.gatehouse.load.rig;

/** Whether requests and answers are sealed. */
public enum Sealing {
    XKEY("with xkey"),
    PLAIN("without xkey");

    private final String words;

    Sealing(String words) {
        this.words = words;
    }

    /** As tables say it. */
    public String words() {
        return words;
    }
}
