package io.gatehouse.cli.users;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.policy.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A change of one user, which is only stored when it leaves a record that can be used. */
record Edit(UserStore store, String user) {
    /** Who changes the same user again and again is let go first so many times. */
    private static final int MOST_TRIES = 5;

    /** Of the user with this name, in the form that names have there. */
    static Edit of(UserStore store, String name) {
        return new Edit(store, store.form().of(name));
    }

    /** What is stored of the user; fails when there is no such user. */
    private Stored present() throws KvException, InterruptedException {
        verifyName();
        Stored stored = store.find(user);
        if (stored.json() == null) {
            throw new RecordsFailure("there is no user " + Quoted.of(user) + " in " + store.name());
        }
        return stored;
    }

    RecordText record() throws KvException, InterruptedException {
        return record(present());
    }

    private RecordText record(Stored stored) {
        return RecordText.parse(source(), bytes(Objects.requireNonNull(stored.json())));
    }

    /** Adds the user; fails when it is there. */
    void add(UnaryOperator<RecordText> fields) throws KvException, InterruptedException {
        verifyName();
        Stored before = store.find(user);
        if (before.json() != null) {
            throw isThere();
        }
        String json = verified(fields.apply(RecordText.EMPTY));
        if (!store.put(user, json, before.revision())) {
            throw isThere();
        }
    }

    private RecordsFailure isThere() {
        return new RecordsFailure("user " + Quoted.of(user) + " is in " + store.name()
                + " already: change it with \"gatehouse users set\"");
    }

    /** Changes the user as it is now; fails when somebody else changes it at the same time. */
    void change(UnaryOperator<RecordText> change) throws KvException, InterruptedException {
        if (!tryToChange(change)) {
            throw new RecordsFailure("user " + Quoted.of(user) + " was changed by somebody else meanwhile; nothing was"
                    + " changed: look at it and try again");
        }
    }

    /** Changes the user whatever else is changed at the same time. */
    void changeAnyway(UnaryOperator<RecordText> change) throws KvException, InterruptedException {
        for (int tries = 1; tries < MOST_TRIES; tries++) {
            if (tryToChange(change)) {
                return;
            }
        }
        change(change);
    }

    private boolean tryToChange(UnaryOperator<RecordText> change) throws KvException, InterruptedException {
        Stored before = present();
        RecordText record = record(before);
        RecordText after = change.apply(record);
        return after.fields().equals(record.fields()) || store.put(user, verified(after), before.revision());
    }

    /** Removes the user; fails when there is none. */
    void remove() throws KvException, InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (store.remove(user, present().revision())) {
                return;
            }
        }
        throw new RecordsFailure("user " + Quoted.of(user) + " is changed by somebody else all the time; try again");
    }

    private String verified(RecordText record) {
        FileUser unused = UserRecords.readOnce(source(), user, bytes(record.json()), 0);
        return record.json();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private String source() {
        return store.name();
    }

    private void verifyName() {
        String mistake = nameMistake();
        if (mistake != null) {
            throw new RecordsFailure(mistake);
        }
    }

    private @Nullable String nameMistake() {
        try {
            String unused = KvKey.of(user);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
