package io.gatehouse.sessions;

/**
 * How many of the servers have told of their sessions.
 *
 * @param answered those that have told all that they were asked for
 * @param servers all there are; 0 where that is not known
 */
public record Coverage(int answered, int servers) {
    /** Of two questions: each server that has told all of both. */
    public Coverage and(Coverage other) {
        return new Coverage(Math.min(answered, other.answered), Math.max(servers, other.servers));
    }

    /** Whether each server has. */
    public boolean isWhole() {
        return servers > 0 && answered >= servers;
    }
}
