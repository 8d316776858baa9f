package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.tools.FileTree;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A deployment as {@code gatehouse init} makes it, on a real nats-server, with Gatehouse in this JVM. */
public final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final Deployment deployment;
    private final Map<String, String> settings;
    private final NatsServer server;
    private final boolean secured;
    private final List<Service> services = new ArrayList<>();

    private Stage(Builder builder) throws IOException {
        folder = Files.createTempDirectory("gatehouse-stage-");
        deployment = Deployment.create(folder.resolve("deployment"), builder.options);
        settings = new LinkedHashMap<>(builder.settings);
        secured = builder.secured;
        if (builder.users != null) {
            Files.writeString(deployment.users(), builder.users);
        }
        for (Edit edit : builder.edits) {
            Files.writeString(
                    deployment.serverConf(), edit.apply(deployment, Files.readString(deployment.serverConf())));
        }
        server = NatsServer.start(builder.binary(), NatsServerConfig.file(deployment.serverConf()));
    }

    /** Operator mode with the accounts APP1 and APP2, sealed. */
    public static Builder operator() {
        return new Builder(DeploymentOptions.defaults());
    }

    /** Config mode with the accounts APP1 and APP2, sealed. */
    public static Builder config() {
        return new Builder(DeploymentOptions.defaults().withMode(Mode.CONFIG));
    }

    public Deployment deployment() {
        return deployment;
    }

    public NatsServer server() {
        return server;
    }

    /** The first service. */
    Service service() {
        return services.get(0);
    }

    /** Starts one more service of the same deployment, and waits until it is subscribed. */
    Service startService() {
        Service service = launchService();
        await("the service is ready").atMost(START_LIMIT).until(service::isUp);
        return service;
    }

    /** Starts one more service of the same deployment, which may or may not get a connection. */
    Service launchService() {
        SettingsLoader loader = new SettingsLoader(Map.of(), deployment.dir())
                .option("nats.url", "--server", secured ? server.url().replace("nats:", "tls:") : server.url())
                .option("http.listen", "--http", "off");
        settings.forEach((key, value) -> loader.option(key, key, value));
        Service service = Service.start(loader.load(deployment.settings()));
        services.add(service);
        return service;
    }

    /** Stops a service, as SIGTERM does. */
    void stop(Service service) {
        services.remove(service);
        service.close();
    }

    /** Waits until the first service has counted this many that it let in, which it does after it has answered. */
    void awaitGrants(long number) {
        await().atMost(PATIENCE).until(() -> service().counters().grants() == number);
    }

    /** The same for those that it refused. */
    void awaitDenials(long number) {
        await().atMost(PATIENCE).until(() -> service().counters().denials() == number);
    }

    /** Waits until all requests that the first service was sent are counted by how they ended, which is done after they are answered. */
    void awaitCounted() {
        ServiceCounters counters = service().counters();
        await().atMost(PATIENCE)
                .until(() -> counters.grants() + counters.denials() + counters.drops() >= counters.requests());
    }

    /** Changes server.conf, which the server reads when it reloads or restarts; the text from before is returned. */
    String changeServerConf(UnaryOperator<String> change) throws IOException {
        String before = Files.readString(deployment.serverConf());
        String after = change.apply(before);
        assertThat(after).as("the changed server.conf").isNotEqualTo(before);
        Files.writeString(deployment.serverConf(), after);
        return before;
    }

    /** The users file, written anew; the service takes it up within its reload interval. */
    public void writeUsers(String json) {
        try {
            Path next = Files.writeString(deployment.users().resolveSibling("users.next"), json);
            Files.move(next, deployment.users(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client sets to reach this server as a user: with the sentinel's credentials in operator mode. */
    public Options.Builder as(String user, String password) {
        return clear().userInfo(user, password);
    }

    /** What a client sets to reach this server, without user and password. */
    public Options.Builder clear() {
        return at(server.url());
    }

    /** What a client sets to reach this server at another of its listeners, without user and password. */
    public Options.Builder at(String url) {
        Path sentinel = sentinel();
        Options.Builder options = anybodyAt(url);
        return sentinel == null ? options : options.authHandler(Nats.credentials(sentinel.toString()));
    }

    /** What the service's own user sets: a member of the AUTH account, about whom the callout is not asked. */
    public Options.Builder asTheService() throws IOException {
        Options.Builder options = anybodyAt(server.url());
        return deployment.mode() == Mode.OPERATOR
                ? options.authHandler(Nats.credentials(deployment.serviceCreds().toString()))
                : options.userInfo("gatehouse", servicePassword());
    }

    /** Config mode: the password of the service's user. */
    String servicePassword() throws IOException {
        return Files.readString(deployment.dir().resolve("creds/service.password"))
                .strip();
    }

    private static Options.Builder anybodyAt(String url) {
        return Options.builder()
                .server(url)
                .connectionTimeout(PATIENCE)
                .errorListener(new ErrorListener() {})
                .noReconnect();
    }

    /** Logs in. */
    public Connection connect(String user, String password) throws IOException, InterruptedException {
        return Nats.connect(as(user, password).build());
    }

    /** Asserts that the server refuses a login. */
    public void assertRefused(Options.Builder client) {
        Refusal.of(client);
    }

    /** The sentinel's credentials, null in config mode. */
    public @Nullable Path sentinel() {
        return deployment.mode() == Mode.OPERATOR ? deployment.sentinelCreds() : null;
    }

    @Override
    public void close() {
        List.copyOf(services).forEach(this::stop);
        server.close();
        FileTree.delete(folder);
    }

    /** What is done to a deployment before its server starts. */
    @FunctionalInterface
    interface Preparation {
        void of(Deployment deployment) throws IOException;
    }

    /** A change to server.conf before the server starts. */
    @FunctionalInterface
    public interface Edit {
        /** The new text; files of the deployment may be changed too. */
        String apply(Deployment deployment, String conf) throws IOException;
    }

    /** What a stage is to be. */
    public static final class Builder {
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<Edit> edits = new ArrayList<>();
        private DeploymentOptions options;
        private @Nullable String users;
        private @Nullable ServerUnderTest on;
        private boolean secured;

        private Builder(DeploymentOptions options) {
            this.options = options;
        }

        /** The nats-server; without it, the usual one. */
        public Builder on(ServerUnderTest server) {
            on = server;
            return this;
        }

        private NatsServerBinary binary() {
            return on == null ? NatsServerBinary.find() : on.binary();
        }

        public Builder xkey(boolean sealed) {
            options = options.withXkey(sealed);
            return this;
        }

        public Builder defaultSentinel() {
            options = options.withDefaultSentinel(true);
            return this;
        }

        public Builder accounts(String... names) {
            options = options.withAccounts(List.of(names));
            return this;
        }

        /** The users file; without it, init's alice and bob. */
        public Builder users(String json) {
            users = json;
            return this;
        }

        /** The service's URL begins with {@code tls://}. */
        public Builder tls() {
            secured = true;
            return this;
        }

        /** A change to server.conf. */
        public Builder serverConf(UnaryOperator<String> change) {
            return edit((deployment, conf) -> change.apply(conf));
        }

        /** A change to server.conf that needs to know the deployment. */
        public Builder edit(Edit change) {
            edits.add(change);
            return this;
        }

        /** A change to the deployment's files, before the server starts. */
        Builder prepared(Preparation change) {
            return edit((deployment, conf) -> {
                change.of(deployment);
                return Files.readString(deployment.serverConf());
            });
        }

        /** A setting of the service, as on its command line. */
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** The service takes admin requests with this token, at any free port. */
        public Builder admin(String token) {
            return set("http.admin_token", token).set("http.admin_listen", "127.0.0.1:0");
        }

        /** Starts nats-server and one service. */
        public Stage open() throws IOException, InterruptedException {
            Stage stage = openWithoutService();
            try {
                stage.startService();
                return stage;
            } catch (RuntimeException e) {
                stage.close();
                throw e;
            }
        }

        /** Starts nats-server only. */
        public Stage openWithoutService() throws IOException {
            return new Stage(this);
        }
    }
}
