package io.gatehouse.warmup;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Answer;
import java.util.List;
import java.util.Set;

/**
 * Answers at once about everybody who brings a user name and a password, the same about the same name: to warm up with, and
 * to measure with.
 */
public final class SampleDirectory implements Directory {
    private final List<Known> known;

    /** @param answers what it answers, in turn about the users whose names end in {@code -0}, {@code -1} and so on */
    public SampleDirectory(List<LookupResult> answers) {
        this.known = answers.stream().map(Known::new).toList();
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String type() {
        return "sample";
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public Lookup lookup(AuthorizationRequest login) {
        String user = login.connect().user();
        int number = known.size() == 1 || user == null
                ? 0
                : Integer.parseInt(user, user.lastIndexOf('-') + 1, user.length(), 10);
        return known.get(number % known.size());
    }

    /** It holds nothing. */
    @Override
    public void close() {}

    private record Known(LookupResult answer) implements Lookup {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Kind kind() {
            return Kind.MEMORY;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return new Answer.Ready<>(answer);
        }
    }
}
