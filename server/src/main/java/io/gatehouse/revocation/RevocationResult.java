package io.gatehouse.revocation;

/**
 * What has become of a revocation up to now.
 *
 * @param closed sessions that were closed
 * @param failed sessions that could not be closed
 * @param answered how many servers have told of their sessions
 * @param servers how many there are; 0 where that is not known
 */
public record RevocationResult(int closed, int failed, int answered, int servers) {
    /** Whether no session can be left but one that comes of a login under way. */
    public boolean isWhole() {
        return failed == 0 && servers > 0 && answered >= servers;
    }
}
