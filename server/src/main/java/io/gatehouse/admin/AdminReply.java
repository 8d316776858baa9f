package io.gatehouse.admin;

/**
 * The answer to an admin request.
 *
 * @param status of HTTP
 * @param json an object, without a secret
 */
public record AdminReply(int status, String json) {}
