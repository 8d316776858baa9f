package io.gatehouse.bench;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.load.backend.BackendKind;
import io.gatehouse.load.backend.BackendServer;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.load.users.UsersWriter.UserGroup;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who logs in when a directory is compared with a file, and what there is besides for that directory. */
sealed interface WarmSubject extends AutoCloseable {
    NatsSettings NO_SERVER = NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new Login.None());

    /** What a directory of a kind needs, running. */
    static WarmSubject of(WarmKind kind)
            throws IOException, InterruptedException, JetStreamApiException, GeneralSecurityException {
        BackendKind backend = kind.backend();
        return backend == null ? OwnUsers.of(kind) : new BackendUsers(backend.start(Requests.USERS.size()));
    }

    Requests requests(CurveKey xkey);

    /** Writes the users.json of the file directory. */
    void writeUsers(Path file) throws IOException;

    /** Opens the other directory, which is in a folder of its own. */
    WarmDirectory open(Path folder) throws IOException, InterruptedException;

    /** Those who log in, where they have all kinds of credentials. */
    List<WarmUser> users();

    @Override
    void close();

    /** Users of ours, with what a file, a bucket or an issuer of tokens says of them. */
    record OwnUsers(
            WarmKind kind,
            List<WarmUser> users,
            List<String> tokens,
            @Nullable WarmBucket bucket,
            @Nullable BenchmarkedIssuer issuer)
            implements WarmSubject {
        static OwnUsers of(WarmKind kind)
                throws IOException, InterruptedException, JetStreamApiException, GeneralSecurityException {
            List<WarmUser> users = WarmUser.all();
            WarmBucket bucket = kind == WarmKind.KV ? WarmBucket.of(users) : null;
            BenchmarkedIssuer issuer = kind == WarmKind.OIDC ? BenchmarkedIssuer.start("ES256") : null;
            List<String> tokens = new ArrayList<>();
            for (int i = 0; issuer != null && i < users.size(); i++) {
                tokens.add(issuer.token(i, WarmUser.END));
            }
            return new OwnUsers(kind, users, tokens, bucket, issuer);
        }

        @Override
        public Requests requests(CurveKey xkey) {
            return Requests.of(xkey, BenchmarkedService.RING, new WarmLogins(kind, users, tokens));
        }

        @Override
        public void writeUsers(Path file) throws IOException {
            Files.writeString(file, kind.usersJson(users));
        }

        @Override
        public WarmDirectory open(Path folder) throws IOException, InterruptedException {
            Files.writeString(folder.resolve(WarmKind.FILE), kind.file(users));
            String yaml =
                    issuer == null ? kind.configuration() : kind.configuration().replace(WarmKind.ISSUER, issuer.url());
            return WarmDirectory.open(folder, yaml, List.of(), bucket == null ? NO_SERVER : bucket.settings());
        }

        @Override
        public void close() {
            if (bucket != null) {
                bucket.close();
            }
            if (issuer != null) {
                issuer.close();
            }
        }
    }

    /** The users of a server that the directory asks. */
    record BackendUsers(BackendServer backend) implements WarmSubject {
        @Override
        public Requests requests(CurveKey xkey) {
            return Requests.of(xkey, BenchmarkedService.RING, backend.users());
        }

        @Override
        public void writeUsers(Path file) {
            UserFiles.directory(file, List.of(new UserGroup(backend.users(), UnaryOperator.identity())));
        }

        @Override
        public WarmDirectory open(Path folder) throws IOException, InterruptedException {
            List<String> settings = Stream.concat(
                            backend.keys().stream().map(key -> "directories." + BackendServer.DIRECTORY + "." + key),
                            backend.moreKeys().stream())
                    .toList();
            return WarmDirectory.open(folder, "", settings, NO_SERVER);
        }

        @Override
        public List<WarmUser> users() {
            return List.of();
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
