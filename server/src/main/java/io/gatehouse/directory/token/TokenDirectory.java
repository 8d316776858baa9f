package io.gatehouse.directory.token;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchedContent;
import io.gatehouse.directory.watch.WatchedFile;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.policy.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The directory of a tokens.json: finds the identity of an API token that comes as a token or as a password. A text that does not
 * begin as tokens do, and a token with an unknown id, are somebody else's; what begins as one and is none is refused.
 */
public final class TokenDirectory implements LoadedDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(TokenDirectory.class);

    private static final String THREAD = "gatehouse-tokens";

    private final TokenDirectorySettings settings;
    private final TokenPart part;
    private final DirectoryContext.Review review;
    private final ReloadRecorder recorder;
    private final WatchedFile<UsersFile> file;
    private final UserChanges changes;
    private volatile UsersFile current = UsersFile.NO_TOKENS;
    /** What the last review said; the watching thread's. */
    private List<String> told = List.of();

    private TokenDirectory(TokenDirectorySettings settings, DirectoryContext.Review review, ReloadRecorder recorder) {
        this.settings = settings;
        this.part = new TokenPart(settings.user());
        this.review = review;
        this.recorder = recorder;
        this.changes = new UserChanges(settings.file().directory());
        this.file = new WatchedFile<>(settings.file(), "tokens file", THREAD, new Tokens(), recorder);
    }

    /**
     * Reads the file and begins to watch it.
     *
     * @param review what is to be said of the tokens beside what the file itself tells
     * @throws io.gatehouse.directory.users.UsersFileException when the file cannot be used, nor the last good one where one is
     *     kept; the message names each mistake
     */
    public static TokenDirectory open(
            TokenDirectorySettings settings, DirectoryContext.Review review, ReloadRecorder recorder) {
        TokenDirectory directory = new TokenDirectory(settings, review, recorder);
        try {
            directory.begin();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        return directory;
    }

    private void begin() {
        file.begin();
    }

    @Override
    public String name() {
        return settings.file().directory();
    }

    @Override
    public String type() {
        return TokenDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return part.reads();
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String text = part.of(login.connect());
        if (text == null) {
            return null;
        }
        String id = ApiToken.idIn(text);
        FileUser record = id == null ? null : current.find(id);
        if (record != null) {
            return new TokenLookup(name(), record, text);
        }
        return ApiToken.isWhole(text) ? null : new TokenLookup(name(), null, text);
    }

    @Override
    public CompletableFuture<Boolean> reload() {
        return file.reload();
    }

    @Override
    public void reconsider() {
        file.execute(this::tellAnew);
    }

    private void tellAnew() {
        List<String> before = told;
        told = reviewed(current);
        if (!told.equals(before)) {
            told.forEach(LOG::warn);
        }
    }

    private List<String> reviewed(UsersFile tokens) {
        return review.of(tokens.name(), tokens::identities);
    }

    @Override
    public Stream<Identity> identities() {
        return current.identities();
    }

    @Override
    public Flux<Change> changes() {
        return changes.flux();
    }

    @Override
    public void close() {
        file.close();
        changes.close();
    }

    /** What the watching thread makes of the file. */
    private final class Tokens implements WatchedContent<UsersFile> {
        @Override
        public UsersFile read(Path path) {
            return UsersFile.readAfter(path, current);
        }

        @Override
        public long checksum(UsersFile tokens) {
            return tokens.checksum();
        }

        @Override
        public void use(UsersFile tokens) {
            UsersFile before = current;
            current = tokens;
            changes.replaced(before, tokens);
            tokens.warnings().forEach(LOG::warn);
            told = reviewed(tokens);
            told.forEach(LOG::warn);
            LOG.info("{}: {} loaded", name(), inUse());
            recorder.reloaded(tokens.size());
        }

        @Override
        public String inUse() {
            return current.size() == 1 ? "1 token" : current.size() + " tokens";
        }
    }
}
