package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.directory.cache.CredentialKeys;
import io.gatehouse.directory.guard.FailureLimits;
import io.gatehouse.directory.guard.GuardedLogin;
import io.gatehouse.directory.guard.SourceShares;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.NameSpelling;
import io.gatehouse.spans.LoginTrace;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories in their order. A login is looked up in one after the other that it matches: who was found or rejected
 * ends it, and so does a directory that cannot tell, since the login may be its own; only what is not a directory's goes on
 * to the next. What a directory answered a short time ago is remembered, a lookup that is under way is shared, and of who was
 * wrong too often nothing is looked up for a while.
 */
public final class DirectoryChain {
    private final LookupSettings settings;
    private final CredentialKeys keys;
    private final List<ChainLink> links;
    private final boolean readsTls;
    private final FailureLimits limits;
    private final SourceShares shares;
    private final LookupRecorder recorder;
    private final @Nullable String via;
    private final FoundUsers told;

    DirectoryChain(
            LookupSettings settings,
            CredentialKeys keys,
            List<ChainLink> links,
            FailureLimits limits,
            SourceShares shares,
            LookupRecorder recorder,
            @Nullable String via,
            FoundUsers told) {
        this.settings = settings;
        this.keys = keys;
        this.links = List.copyOf(links);
        this.readsTls = links.stream().anyMatch(ChainLink::readsTls);
        this.limits = limits;
        this.shares = shares;
        this.recorder = recorder;
        this.via = via;
        this.told = told;
    }

    /**
     * Looks up who a client is.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     * @return the answer, ready when it is from memory; what has to be waited for goes on, whether or not it is waited for to
     *     its end
     * @throws UndecidedException when it cannot be told now
     */
    public Answer<ChainResult> find(AuthorizationRequest login, long deadline) {
        return find(login, deadline, null);
    }

    /**
     * The same of a login that may be traced.
     *
     * @param trace null where it is not
     */
    public Answer<ChainResult> find(AuthorizationRequest login, long deadline, @Nullable LoginTrace trace) {
        try {
            for (int i = 0; i < links.size(); i++) {
                ChainLink link = links.get(i);
                AuthorizationRequest own = link.own(login);
                Lookup lookup = own == null ? null : link.lookup(own);
                if (own != null && lookup != null) {
                    CredentialKey key = link.key(lookup, own);
                    LookupResult known = key == null ? null : link.cache().get(key);
                    if (known == null) {
                        return new Walk(this, login, deadline, trace).from(i, lookup, key);
                    }
                    if (known != NotMine.NOT_MINE) {
                        return new Answer.Ready<>(new ChainResult(known, link.name(), Origin.CACHE));
                    }
                }
            }
        } catch (RuntimeException e) {
            throw UndecidedException.of(e);
        }
        return new Answer.Ready<>(ChainResult.NOBODY);
    }

    /** What is to be said of the directories whose backends fail now, by their names; without a secret. */
    public Map<String, String> outages() {
        Map<String, String> outages = new LinkedHashMap<>();
        for (ChainLink link : links) {
            String outage = link.guard().outage();
            if (outage != null) {
                outages.put(link.name(), outage);
            }
        }
        return outages;
    }

    /**
     * Forgets what was found of users, so that who logs in from now on is looked up again.
     *
     * @param directory the name of a directory; null for all
     * @param users by the names that everybody else knows; null for everybody
     */
    public void forget(@Nullable String directory, @Nullable Set<String> users) {
        for (ChainLink link : links) {
            if (directory == null || link.name().equals(directory)) {
                link.forget(users);
            }
        }
    }

    /** The same, for instances that are started later as well: those that run are told in another way. */
    public void revoke(@Nullable String directory, @Nullable Set<String> users) {
        for (ChainLink link : links) {
            if (directory == null || link.name().equals(directory)) {
                link.revoke(users);
            }
        }
    }

    /** Those of the directories that can be asked about a user without a credential. */
    public List<AskableDirectory> askable() {
        return links.stream()
                .flatMap(link -> AskableDirectory.of(link).stream())
                .toList();
    }

    /** Tells of a user whom a directory that can be asked again has found, by what the login calls itself there. */
    void found(ChainLink link, AuthorizationRequest login, LookupResult result) {
        if (result instanceof LookupResult.Found found && link.directory().identityLookup() != null) {
            AuthorizationRequest own = link.own(login);
            String user = own == null ? null : own.connect().user();
            if (user != null) {
                told.found(link.name(), user, found.identity());
            }
        }
    }

    /** Who hears of them. */
    FoundUsers told() {
        return told;
    }

    /** Probes no backend any more, and goes on to answer. */
    public void stopProbing() {
        links.forEach(link -> link.guard().close());
    }

    /** Forgets what it remembers, but what the chain that took its place goes on with. */
    public void retire(DirectoryChain inForce) {
        for (ChainLink link : links) {
            if (inForce.links.stream().noneMatch(other -> other.cache() == link.cache())) {
                link.cache().close();
            }
            if (inForce.links.stream().noneMatch(other -> other.guard() == link.guard())) {
                link.guard().close();
            }
        }
    }

    /** The place of a directory in it, or of a decoy as this is one; null where it has none. */
    @SuppressWarnings("ReferenceEquality") // an equal one is another one
    @Nullable ChainLink linkOf(Directory directory) {
        boolean decoy = directory instanceof DecoyDirectory;
        return links.stream()
                .filter(link -> link.directory() == directory || (decoy && link.directory() instanceof DecoyDirectory))
                .findFirst()
                .orElse(null);
    }

    LookupSettings settings() {
        return settings;
    }

    CredentialKeys keys() {
        return keys;
    }

    FailureLimits limits() {
        return limits;
    }

    SourceShares shares() {
        return shares;
    }

    /** Whether an answer may depend on the client's TLS state. */
    boolean readsTls() {
        return readsTls;
    }

    List<ChainLink> links() {
        return links;
    }

    /** A login for which something is looked up. */
    GuardedLogin attempt(AuthorizationRequest login, @Nullable LoginTrace trace) {
        return new GuardedLogin(limits, shares, recorder, counted(login), () -> isKnownGood(login), via, trace);
    }

    private boolean isKnownGood(AuthorizationRequest login) {
        Set<LoginPart> guessed = guessable(login);
        return links.stream().anyMatch(link -> link.reads().containsAll(guessed) && link.isKnownGood(login));
    }

    /** The login by the name that its failures count for: all spellings together, where a directory takes them for one, or may. */
    private AuthorizationRequest counted(AuthorizationRequest login) {
        AuthorizationRequest first = null;
        for (ChainLink link : links) {
            boolean any = link.directory().mayIgnoreSpelling();
            AuthorizationRequest own = any || link.names().folds() ? link.own(login) : null;
            String user = own == null ? null : own.connect().user();
            if (own != null && user != null && any) {
                return own.withUser(NameSpelling.of(user));
            }
            first = first == null ? own : first;
        }
        return first == null ? login : first;
    }

    /** What a login brings that a directory compares and somebody could guess: a credential beside it proves nothing of it. */
    private Set<LoginPart> guessable(AuthorizationRequest login) {
        Set<LoginPart> brought = EnumSet.noneOf(LoginPart.class);
        ConnectOptions connect = login.connect();
        if (connect.user() != null) {
            brought.add(LoginPart.USER);
        }
        if (connect.password() != null) {
            brought.add(LoginPart.PASSWORD);
        }
        if (connect.token() != null) {
            brought.add(LoginPart.TOKEN);
        }
        brought.removeIf(part -> links.stream().noneMatch(link -> link.reads().contains(part)));
        return brought;
    }

    /** How many lookups are under way. */
    int underWay() {
        return links.stream().mapToInt(link -> link.flights().size()).sum();
    }
}
