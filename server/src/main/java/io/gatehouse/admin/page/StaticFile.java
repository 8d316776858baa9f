package io.gatehouse.admin.page;

/**
 * A file that is served as it is.
 *
 * @param contentType of HTTP
 * @param etag a hash of the bytes, in quotes
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record StaticFile(String contentType, byte[] body, String etag) {}
