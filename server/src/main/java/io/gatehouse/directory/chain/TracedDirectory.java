package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.directory.chain.DirectoryAnswer.State;
import io.gatehouse.directory.guard.SingleFlight;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory that keeps what it answered to the one login that it is asked about. */
final class TracedDirectory implements Directory {
    private static final String UNANSWERED = "it did not answer in time";

    private final Directory directory;
    private final DirectoryNames names;
    private final Match match;
    private volatile boolean lookedUp;
    private volatile boolean started;
    private volatile List<String> unmatched = List.of();
    private volatile boolean considered;
    private volatile @Nullable LookupResult result;
    private volatile @Nullable String failure;

    TracedDirectory(Directory directory, DirectoryNames names, Match match) {
        this.directory = directory;
        this.names = names;
        this.match = match;
    }

    /** Which logins it is asked about, and why not the others. */
    Match match() {
        return new TracedMatch();
    }

    DirectoryAnswer answer() {
        LookupResult answered = result;
        String failed = failure;
        if (failed != null || (started && answered == null)) {
            return answer(State.CANNOT_DECIDE, null, failed == null ? UNANSWERED : failed);
        }
        if (answered != null) {
            return answer(state(answered), answered, "");
        }
        if (!unmatched.isEmpty() || !considered) {
            return answer(State.NO_MATCH, null, "");
        }
        return answer(lookedUp ? State.NOT_BEGUN : State.NOT_MINE, null, "");
    }

    private DirectoryAnswer answer(State state, @Nullable LookupResult answered, String detail) {
        List<String> why = considered ? unmatched : List.of("a user name that is longer than any name here");
        return new DirectoryAnswer(name(), type(), state, state == State.NO_MATCH ? why : List.of(), answered, detail);
    }

    private static State state(LookupResult answered) {
        if (answered instanceof Found) {
            return State.FOUND;
        }
        return answered instanceof Rejected ? State.REJECTED : State.NOT_MINE;
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        try {
            Lookup lookup = directory.lookup(login);
            if (lookup == null) {
                return null;
            }
            lookedUp = true;
            return lookup instanceof PasswordLookup password ? new TracedPassword(password) : new Traced(lookup);
        } catch (RuntimeException | LinkageError e) {
            failed(e);
            throw e;
        }
    }

    private void failed(Throwable error) {
        failure = String.valueOf(SingleFlight.undecided(error).getMessage());
    }

    private void answered(LookupResult answer) {
        failure = null;
        result = names.answer(answer);
    }

    private Answer<LookupResult> heard(Lookup lookup, LookupTerms terms) {
        started = true;
        try {
            Answer<LookupResult> answer = lookup.start(terms);
            if (answer instanceof Answer.Ready<LookupResult> ready) {
                answered(ready.value());
                return answer;
            }
            return new Answer.Pending<>(answer.mono().doOnNext(this::answered).doOnError(this::failed));
        } catch (RuntimeException | LinkageError e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public String name() {
        return directory.name();
    }

    @Override
    public String type() {
        return directory.type();
    }

    @Override
    public Set<LoginPart> reads() {
        return directory.reads();
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return directory.decoy();
    }

    @Override
    public boolean mayIgnoreSpelling() {
        return directory.mayIgnoreSpelling();
    }

    /** Each login is asked about: what others have found out of the backend is not known here. */
    @Override
    public Backend backend() {
        return directory.backend().probed(Backend.Probing.NEVER);
    }

    /** The directory is open for other logins, too. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "TracedDirectory[" + name() + "]";
    }

    private final class TracedMatch implements Match {
        @Override
        public boolean matches(AuthorizationRequest login) {
            boolean matches = match.matches(login);
            unmatched = matches ? List.of() : match.unmatched(login);
            considered = true;
            return matches;
        }

        @Override
        public boolean readsTls() {
            return match.readsTls();
        }
    }

    /** What a lookup is, but for its start. */
    private abstract static class Delegate implements Lookup {
        final Lookup lookup;

        Delegate(Lookup lookup) {
            this.lookup = lookup;
        }

        @Override
        public long version() {
            return lookup.version();
        }

        @Override
        public Kind kind() {
            return lookup.kind();
        }

        @Override
        public double hashesPerSecond() {
            return lookup.hashesPerSecond();
        }

        @Override
        public boolean isProvenByVersion() {
            return lookup.isProvenByVersion();
        }

        @Override
        public boolean isReusable() {
            return lookup.isReusable();
        }
    }

    private final class Traced extends Delegate {
        Traced(Lookup lookup) {
            super(lookup);
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return heard(lookup, terms);
        }
    }

    private final class TracedPassword extends Delegate implements PasswordLookup {
        private final PasswordLookup password;

        TracedPassword(PasswordLookup password) {
            super(password);
            this.password = password;
        }

        @Override
        public Kind kind() {
            return password.kind();
        }

        @Override
        public double hashesPerSecond() {
            return password.hashesPerSecond();
        }

        @Override
        public PasswordHash hash() {
            return password.hash();
        }

        @Override
        public PasswordChecks checks() {
            return password.checks();
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return heard(password, terms);
        }
    }
}
