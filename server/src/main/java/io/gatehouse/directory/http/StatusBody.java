package io.gatehouse.directory.http;

/** What a body with name and password looks like. */
enum StatusBody {
    /** A JSON object. */
    JSON,
    /** The fields of an HTML form. */
    FORM
}
