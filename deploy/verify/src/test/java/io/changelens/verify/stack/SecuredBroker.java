package io.changelens.verify.stack;

import io.changelens.local.kafka.BrokerMain;
import io.changelens.local.kafka.KafkaTopics;
import io.changelens.local.process.ChildProcess;
import io.changelens.local.process.Ports;
import io.changelens.local.process.Ports.Wish;
import io.changelens.local.process.Waiting;
import io.changelens.pipeline.config.KafkaSettings;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker that asks who one is, in a child JVM: SASL_SSL with PLAIN, SCRAM-SHA-512 and OAUTHBEARER on one port,
 * TLS with client certificates on another. Whom no ACL names may do nothing.
 *
 * <p>One file: a broker, its users and its certificates are one fixture.
 */
public final class SecuredBroker {

    /** Logs in by SCRAM-SHA-512; may do what a test grants. */
    static final String PIPELINE = "pipeline";
    /** Its password, which should be found nowhere. */
    static final String PIPELINE_PASSWORD = "scram-9f3c51e2";
    /** Logs in by PLAIN; may do what a test grants. */
    static final String TEAM = "team";
    /** Its password. */
    static final String TEAM_PASSWORD = "plain-77d0a4be";

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String BEARER = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required";

    private static SecuredBroker shared;

    private final ChildProcess process;
    private final Path directory;
    private final List<Integer> ports;
    private final Certificates certificates;

    private SecuredBroker(ChildProcess process, Path directory, List<Integer> ports, Certificates certificates) {
        this.process = process;
        this.directory = directory;
        this.ports = ports;
        this.certificates = certificates;
    }

    /** The one of this JVM. */
    static synchronized SecuredBroker get() throws Exception {
        if (shared == null) {
            Path directory = StackFixture.scratch("secured");
            SecuredBroker broker = start(directory);
            shared = broker;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                StackFixture.delete(directory);
            }));
        }
        return shared;
    }

    private static SecuredBroker start(Path directory) throws Exception {
        Certificates certificates = new Certificates(directory);
        for (String name : List.of("broker", "client", "stranger")) {
            certificates.create(name);
        }
        certificates.trusting("trust", List.of("client"));
        List<Integer> ports = Ports.choose(List.of(Wish.any(), Wish.any(), Wish.any(), Wish.any()));
        Path file = directory.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            config(directory, ports, certificates).store(out, null);
        }
        Path log = directory.resolve("broker.log");
        ChildProcess process = ChildProcess.start(
                "secured Kafka",
                log,
                log,
                new ChildProcess.Program(
                        BrokerMain.class,
                        ChildProcess.Program.ownClassPath(),
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.configurationFile=log4j2-child.xml"),
                        List.of(file.toString(), Uuid.randomUuid().toString())));
        SecuredBroker broker = new SecuredBroker(process, directory, ports, certificates);
        KafkaSettings inside = KafkaSettings.plain("127.0.0.1:" + ports.get(2));
        Waiting.until(
                Duration.ofMinutes(2),
                process,
                () -> KafkaTopics.clusterId(inside, Duration.ofSeconds(5)).isPresent());
        broker.createScramUser();
        return broker;
    }

    private static Properties config(Path directory, List<Integer> ports, Certificates certificates) {
        Properties config = new Properties();
        String listeners = String.format(
                "LOGIN://127.0.0.1:%d,MUTUAL://127.0.0.1:%d,INSIDE://127.0.0.1:%d",
                ports.get(0), ports.get(1), ports.get(2));
        config.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + ports.get(3),
                "controller.listener.names", "CONTROLLER",
                "listeners", listeners + ",CONTROLLER://127.0.0.1:" + ports.get(3),
                "advertised.listeners", listeners,
                "inter.broker.listener.name", "INSIDE",
                "listener.security.protocol.map", "LOGIN:SASL_SSL,MUTUAL:SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.resolve("data").toString(),
                "auto.create.topics.enable", "false"));
        config.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0"));
        config.putAll(Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512,OAUTHBEARER",
                "listener.name.login.plain.sasl.jaas.config",
                PLAIN + " user_" + TEAM + "=\"" + TEAM_PASSWORD + "\";",
                "listener.name.login.scram-sha-512.sasl.jaas.config",
                SCRAM + ";",
                "listener.name.login.oauthbearer.sasl.jaas.config",
                BEARER + " unsecuredLoginStringClaim_sub=\"broker\";",
                "ssl.keystore.location",
                certificates.store("broker").toString(),
                "ssl.keystore.password",
                Certificates.PASSWORD,
                "ssl.keystore.type",
                "PKCS12",
                "listener.name.mutual.ssl.client.auth",
                "required",
                "listener.name.mutual.ssl.truststore.location",
                certificates.store("trust").toString(),
                "listener.name.mutual.ssl.truststore.password",
                Certificates.PASSWORD));
        config.putAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS;User:bearer;User:CN=client"));
        return config;
    }

    private void createScramUser() throws Exception {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            PIPELINE, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PIPELINE_PASSWORD)))
                    .all()
                    .get();
            await(() -> admin.describeUserScramCredentials().all().get().containsKey(PIPELINE));
        }
    }

    /** Lets a user do something to everything whose name begins so, and waits until the broker knows. */
    void allow(String user, ResourceType type, String prefix, AclOperation... operations) throws Exception {
        try (Admin admin = admin()) {
            for (AclOperation operation : operations) {
                AclBinding binding = new AclBinding(
                        new ResourcePattern(type, prefix, PatternType.PREFIXED),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
                admin.createAcls(List.of(binding)).all().get();
                await(() ->
                        !admin.describeAcls(binding.toFilter()).values().get().isEmpty());
            }
        }
    }

    /** The controller confirms; the broker follows a moment later. */
    private static void await(Callable<Boolean> known) throws Exception {
        for (int i = 0; i < 300; i++) {
            if (known.call()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the broker did not learn of it within 30 s");
    }

    /** Publishes a record by the inner door. */
    void publish(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(inside().client(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** An administrator by the inner door, where nobody is asked. */
    Admin admin() {
        return Admin.create(inside().client(Map.of()));
    }

    /** The inner door, where nobody is asked. */
    KafkaSettings inside() {
        return KafkaSettings.plain("127.0.0.1:" + ports.get(2));
    }

    /** Where one logs in. */
    String login() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** Where a client certificate is asked for. */
    String mutual() {
        return "127.0.0.1:" + ports.get(1);
    }

    /** The properties of a user who logs in by SCRAM-SHA-512. */
    Path scram(String user, String password) throws Exception {
        return sasl("SCRAM-SHA-512", SCRAM + " username=\"" + user + "\" password=\"" + password + "\";", "broker");
    }

    /** The properties of a user who logs in by PLAIN. */
    Path plain(String user, String password) throws Exception {
        return sasl("PLAIN", PLAIN + " username=\"" + user + "\" password=\"" + password + "\";", "broker");
    }

    /** The properties of somebody with an unsigned token. */
    Path bearer(String user) throws Exception {
        return sasl("OAUTHBEARER", BEARER + " unsecuredLoginStringClaim_sub=\"" + user + "\";", "broker");
    }

    /** The right password, and a CA that is not the broker's. */
    Path wrongAuthority() throws Exception {
        return sasl("PLAIN", PLAIN + " username=\"" + TEAM + "\" password=\"" + TEAM_PASSWORD + "\";", "stranger");
    }

    private Path sasl(String mechanism, String login, String trusted) throws Exception {
        return properties("security.protocol=SASL_SSL\nsasl.mechanism=" + mechanism + "\nsasl.jaas.config=" + login
                + "\nssl.truststore.type=PEM\nssl.truststore.location=" + certificates.pem(trusted) + "\n");
    }

    /** The properties of the owner of a client certificate. */
    Path certificate(String name) throws Exception {
        return properties("security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location="
                + certificates.pem("broker") + "\nssl.keystore.type=PKCS12\nssl.keystore.location="
                + certificates.store(name) + "\nssl.keystore.password=" + Certificates.PASSWORD + "\nssl.key.password="
                + Certificates.PASSWORD + "\n");
    }

    private Path properties(String text) throws Exception {
        Path file = Files.createTempFile(
                directory,
                "client",
                ".properties",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private void close() {
        process.close();
    }
}
