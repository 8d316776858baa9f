package io.gatehouse.audit.sink;

import java.util.Arrays;

/**
 * A record as it is stored.
 *
 * @param id no other record of any instance has it
 * @param json an object of JSON on one line, with its line feed, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // records are told apart by their ids
public record AuditLine(String id, byte[] json) {
    @Override
    public boolean equals(Object other) {
        return other instanceof AuditLine line && id.equals(line.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "AuditLine[" + id + "]";
    }

    /** The record without its line feed. */
    byte[] object() {
        return Arrays.copyOf(json, json.length - 1);
    }
}
