package io.gatehouse.directory.bucket;

/** What a bucket is called on the wire. */
record KvNames(String bucket) {
    String stream() {
        return "KV_" + bucket;
    }

    /** All that is in it. */
    String filter() {
        return prefix() + '>';
    }

    String subject(String key) {
        return prefix() + key;
    }

    /** The key of a subject of the bucket. */
    String key(String subject) {
        return subject.substring(prefix().length());
    }

    private String prefix() {
        return "$KV." + bucket + '.';
    }
}
