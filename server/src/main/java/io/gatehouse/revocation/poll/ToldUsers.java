package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.revocation.poll.PollMessage.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is to be told of users of one directory, until a message is full of it. Used by one thread. */
final class ToldUsers implements PollNews {
    /** Of names, so that a message has less than 64 KiB: nats-server takes a MiB, unless its max_payload is less. */
    private static final int MOST_CHARACTERS = 10_000;

    private final Consumer<List<Line>> teller;
    private List<Line> lines = new ArrayList<>();
    private int characters;

    /** @param teller sends a message */
    ToldUsers(Consumer<List<Line>> teller) {
        this.teller = teller;
    }

    @Override
    public void asked(WatchedUser user) {
        add(new Line(user.user(), new Present(user.name(), user.print()), false));
    }

    @Override
    public void changed(WatchedUser user) {
        add(new Line(user.user(), new Present(user.name(), user.print()), true));
    }

    @Override
    public void gone(WatchedUser user) {
        add(new Line(user.user(), Absent.ABSENT, true));
    }

    private void add(Line line) {
        lines.add(line);
        characters += line.user().length() + line.name().length();
        if (lines.size() >= PollMessage.MOST_USERS || characters >= MOST_CHARACTERS) {
            send();
        }
    }

    /** Sends what there is. */
    void send() {
        if (!lines.isEmpty()) {
            List<Line> full = lines;
            lines = new ArrayList<>();
            characters = 0;
            teller.accept(full);
        }
    }
}
