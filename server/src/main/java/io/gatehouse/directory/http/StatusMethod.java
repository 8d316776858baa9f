package io.gatehouse.directory.http;

/** How name and password are sent where the status is the answer. */
enum StatusMethod {
    /** In the body. */
    POST,
    /** As the login of HTTP itself: an Authorization header. */
    GET
}
