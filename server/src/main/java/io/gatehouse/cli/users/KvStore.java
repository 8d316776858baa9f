package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvBucket;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.policy.text.NameForm;
import java.util.Map;
import java.util.function.IntConsumer;

/** The users of a bucket. */
@SuppressWarnings("try") // closing may be interrupted
record KvStore(String name, NameForm form, KvBucket bucket) implements UserStore {
    @Override
    public Stored find(String user) throws KvException, InterruptedException {
        return bucket.find(user);
    }

    @Override
    public boolean put(String user, String json, long revision) throws KvException, InterruptedException {
        return bucket.put(user, json, revision);
    }

    @Override
    public boolean remove(String user, long revision) throws KvException, InterruptedException {
        return bucket.remove(user, revision);
    }

    @Override
    public Map<String, Stored> all(IntConsumer progress) throws KvException, InterruptedException {
        return bucket.all(progress);
    }

    @Override
    public int putAll(Map<String, Stored> users, IntConsumer progress) throws KvException, InterruptedException {
        return bucket.putAll(users, progress);
    }

    @Override
    public void close() throws InterruptedException {
        bucket.close();
    }
}
