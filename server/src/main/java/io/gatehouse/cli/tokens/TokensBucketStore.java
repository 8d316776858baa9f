package io.gatehouse.cli.tokens;

import io.gatehouse.cli.place.Place;
import io.gatehouse.directory.bucket.KvBucket;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.passwords.ApiToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The tokens of a bucket, each under its id. A record is changed only if it is as it was read. */
@SuppressWarnings("try") // closing may be interrupted
final class TokensBucketStore implements TokenStore {
    private final String name;
    private final KvBucket bucket;
    private final Map<String, Long> revisions = new HashMap<>();
    private int others;

    private TokensBucketStore(String name, KvBucket bucket) {
        this.name = name;
        this.bucket = bucket;
    }

    /** Connects to it. */
    static TokensBucketStore open(Place.InBucket place) throws KvException, InterruptedException {
        return new TokensBucketStore(place.name(), KvBucket.open(place.settings()));
    }

    /** But for records that are no objects, and keys that are no ids. */
    @Override
    public Map<String, RecordText> all() throws KvException, InterruptedException {
        Map<String, RecordText> all = new TreeMap<>();
        others = 0;
        for (Map.Entry<String, Stored> token : bucket.all(read -> {}).entrySet()) {
            String json = token.getValue().json();
            if (json == null) {
                continue;
            }
            if (ApiToken.isId(token.getKey())) {
                read(token.getKey(), json, all);
                revisions.put(token.getKey(), token.getValue().revision());
            } else {
                others++;
            }
        }
        return all;
    }

    @Override
    public int others() {
        return others;
    }

    private void read(String id, String json, Map<String, RecordText> to) {
        try {
            to.put(id, RecordText.parse(name + ", key " + id, json.getBytes(StandardCharsets.UTF_8)));
        } catch (UsersFileException e) {
            to.put(id, RecordText.EMPTY);
        }
    }

    @Override
    public boolean add(String id, RecordText record) throws KvException, InterruptedException {
        Stored before = bucket.find(id);
        return before.json() == null && bucket.put(id, verified(id, record), before.revision());
    }

    @Override
    public boolean change(Map<String, RecordText> records) throws KvException, InterruptedException {
        Map<String, Stored> changed = new HashMap<>();
        for (Map.Entry<String, RecordText> token : records.entrySet()) {
            String id = token.getKey();
            changed.put(id, new Stored(verified(id, token.getValue()), revisions.getOrDefault(id, 0L)));
        }
        return bucket.putAll(changed, done -> {}) == 0;
    }

    private String verified(String id, RecordText record) {
        String json = record.json();
        FileUser unused = UserRecords.readOnce(
                RecordKind.TOKENS, name + ", key " + id, id, json.getBytes(StandardCharsets.UTF_8), 0);
        return json;
    }

    @Override
    public void close() throws InterruptedException {
        bucket.close();
    }
}
