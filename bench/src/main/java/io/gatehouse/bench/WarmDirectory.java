package io.gatehouse.bench;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.LoadedDirectory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.certificate.CertificateDirectoryType;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoriesSection;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.http.HttpDirectoryType;
import io.gatehouse.directory.kv.KvDirectoryType;
import io.gatehouse.directory.ldap.LdapDirectoryType;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.oidc.OidcDirectoryType;
import io.gatehouse.directory.postgres.PostgresDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.PolicyRules;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.rule.RulesSection;
import io.gatehouse.policy.template.ValueHandling;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one directory of a configuration with its users in memory, the chain that it is alone in, and the policy. */
final class WarmDirectory implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private static final DirectoriesSection DIRECTORIES = new DirectoriesSection(List.of(
            new FileDirectoryType(),
            new KvDirectoryType(),
            new TokenDirectoryType(),
            new NkeyDirectoryType(),
            new CertificateDirectoryType(),
            new HttpDirectoryType(),
            new LdapDirectoryType(),
            new PostgresDirectoryType(),
            new OidcDirectoryType()));

    private final PasswordChecks checks = new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);
    private final Directory directory;
    private final Authorizer authorizer;

    private WarmDirectory(DirectorySettings settings, Policy policy, NatsSettings nats) throws InterruptedException {
        Loading loading = new Loading();
        this.directory = settings.create(new DirectoryContext(
                NameForm.EXACT, checks, (source, users) -> List.of(), () -> loading, () -> loading, nats));
        if (directory instanceof LoadedDirectory) {
            loading.await();
        } else {
            directory.probe().block(Duration.ofSeconds(PATIENCE_SECONDS));
        }
        this.authorizer = new DirectoryAuthorizer(
                new ChainBuilder(LookupSettings.DEFAULT, LookupRecorder.NONE)
                        .add(settings.match(), directory)
                        .addDecoy(checks)
                        .build(),
                policy);
    }

    /**
     * Opens it.
     *
     * @param folder that its file is in
     * @param settings more keys of the configuration, as {@code directories.people.type=http}
     * @param nats the server of its bucket
     */
    static WarmDirectory open(Path folder, String yaml, List<String> settings, NatsSettings nats)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), yaml);
        Section root = Section.of("", DIRECTORIES.section(), DirectoriesSection.ORDER_SECTION, RulesSection.SECTION);
        Configuration configuration = new Configuration(root, Map.of(), folder);
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            configuration.set(keyAndValue[0], "--set", keyAndValue[1]);
        }
        Values values = configuration.read(file);
        boolean hasRules = yaml.contains("rules:") || settings.stream().anyMatch(set -> set.startsWith("rules."));
        RuleSet rules = hasRules ? RulesSection.read(values, Map.of(), Set.of()) : RuleSet.EMPTY;
        List<DirectorySettings> directories = DIRECTORIES.read(values, LookupSettings.DEFAULT);
        values.throwProblems();
        return new WarmDirectory(directories.get(0), policy(rules), nats);
    }

    private static Policy policy(RuleSet rules) {
        return new Policy(
                Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)),
                Clock.systemUTC(),
                SessionLimit.NONE,
                ValueHandling.REFUSE,
                new PolicyRules(rules, AccountSeparator.NONE, CertificateReader.NONE));
    }

    Authorizer authorizer() {
        return authorizer;
    }

    @Override
    public void close() {
        directory.close();
        checks.close();
    }

    /** Hears that the users are in memory. */
    private static final class Loading implements ReloadRecorder {
        private final CountDownLatch loaded = new CountDownLatch(1);

        @Override
        public void reloaded(int users) {
            loaded.countDown();
        }

        @Override
        public void reloadFailed() {
            // The directory tells why.
        }

        void await() throws InterruptedException {
            if (!loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the users of the directory were not read");
            }
        }
    }
}
