package io.gatehouse.testkit;

/** What may be wrong with a backend, such as a file, a database or a server. */
public enum Fault {
    /** Nothing: it answers as it should. */
    NONE("none"),
    /** It cannot be reached, or is not there: whoever connects is cut off at once, as by a load balancer without a server. */
    DOWN("down"),
    /** No machine is there: what is sent to it is lost, and nobody says so. */
    UNREACHABLE("host gone"),
    /** Nobody listens at its port. */
    REFUSED("connection refused"),
    /** It takes connections and questions, and says nothing to them. */
    HANGS("accepts and says nothing"),
    /** It answers, and takes a second or more. */
    SLOW("slow"),
    /** It answers when nobody waits for it any more. */
    LATE("slow beyond the deadline"),
    /** Of its answers, every third breaks off in the middle. */
    RESETS("resets in the middle"),
    /** Connections that are open are forgotten by what is between; new ones are well. */
    HALF_OPEN("half-open connections"),
    /** What it answers makes no sense. */
    GARBAGE("garbage"),
    /** It says that it cannot answer now. */
    BUSY("5xx, or busy"),
    /** It goes and comes every second. */
    FLAPS("flaps every second"),
    /** It takes the directory's own credentials no more. */
    CREDENTIALS_EXPIRED("own credentials expired"),
    /** Its name has no address any more. */
    NAME_GONE("DNS gone"),
    /** Its certificate has expired. */
    CERTIFICATE_EXPIRED("certificate expired");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What people call it. */
    public String words() {
        return words;
    }
}
