package io.changelens.local.clickhouse;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.Credentials.Login;
import io.changelens.local.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The files and the configuration of a local ClickHouse. The configuration is not written to a file but passed through
 * pipes, so that password hashes cannot be read later.
 *
 * @param directory directory of the files
 * @param httpPort port of the HTTP interface
 * @param nativePort port of the native protocol
 */
public record ClickHouseFiles(Path directory, int httpPort, int nativePort) {

    /**
     * Creates the directories, and removes files of earlier versions: configuration with password hashes, and the log.
     *
     * @throws IOException if a directory cannot be created
     */
    public void prepare() throws IOException {
        for (Path each : List.of(directory, data(), temporary(), errorLog().getParent())) {
            PrivateFiles.createDirectories(each);
        }
        for (String old : List.of("config.xml", "users.xml", "clickhouse.log")) {
            Files.deleteIfExists(directory.resolve(old));
        }
    }

    /** The directory of the tables. */
    public Path data() {
        return directory.resolve("data");
    }

    /** The directory into which Java libraries unpack their native parts. */
    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** ClickHouse's error log. It contains statements of all users, so the server itself may write but not read it. */
    public Path errorLog() {
        return directory.resolve("log").resolve("clickhouse.log");
    }

    /**
     * The server's configuration.
     *
     * @param usersFile path of the file with the users
     * @param identity request and response by which the server proves its identity
     */
    public String configXml(String usersFile, ServerIdentity identity) {
        return """
                <clickhouse>
                  <path>%s</path>
                  <user_directories><users_xml><path>%s</path></users_xml></user_directories>
                  <listen_host>127.0.0.1</listen_host>
                  <http_port>%d</http_port>
                  <tcp_port>%d</tcp_port>
                  <timezone>UTC</timezone>
                  <max_server_memory_usage_to_ram_ratio>0.5</max_server_memory_usage_to_ram_ratio>
                  <mark_cache_size>268435456</mark_cache_size>
                  <http_options_response>
                    <header><name>Access-Control-Allow-Origin</name><value>*</value></header>
                    <header><name>Access-Control-Allow-Headers</name><value>authorization, content-type, x-clickhouse-user, x-clickhouse-key</value></header>
                    <header><name>Access-Control-Allow-Methods</name><value>POST, GET, OPTIONS</value></header>
                    <header><name>Access-Control-Max-Age</name><value>86400</value></header>
                  </http_options_response>
                  <http_handlers>
                    <rule>
                      <url>%s</url><methods>GET</methods>
                      <handler><type>static</type><status>200</status><response_content>%s</response_content></handler>
                    </rule>
                    <defaults/>
                  </http_handlers>
                  <logger><log>%s</log></logger>
                </clickhouse>
                """.formatted(
                        xml(data().toString()),
                        usersFile,
                        httpPort,
                        nativePort,
                        identity.question(),
                        identity.answer(),
                        xml(errorLog().toString()));
    }

    /**
     * The users' configuration.
     *
     * <p>The library opens a session of its own as the user {@code default}, without a password, from loopback; that
     * cannot be configured. So that user is limited to one session and to the rights that this session needs.
     *
     * <p>{@code readonly} is 2, not 1, because drivers set harmless settings, which 1 rejects.
     *
     * <p>Compilation is off for the reader: its queries take less than 0.1 s, and compiling one takes longer than it
     * saves.
     */
    public static String usersXml(Credentials credentials) {
        return """
                <clickhouse>
                  <profiles>
                    <default></default>
                    <reader>
                      <readonly>2</readonly><add_http_cors_header>1</add_http_cors_header>
                      <compile_expressions>0</compile_expressions>
                      <compile_aggregate_expressions>0</compile_aggregate_expressions>
                      <compile_sort_description>0</compile_sort_description>
                %s    </reader>
                    <own_session><max_sessions_for_user>1</max_sessions_for_user></own_session>
                  </profiles>
                  <quotas><default></default></quotas>
                  <users>
                    <default>
                      <no_password></no_password>
                      <networks><ip>127.0.0.1</ip></networks>
                      <profile>own_session</profile>
                      <quota>default</quota>
                      <grants>
                        <query>GRANT SYSTEM LISTEN ON *.*</query>
                        <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
                        <query>GRANT READ ON FILE</query>
                      </grants>
                    </default>
                %s%s%s  </users>
                </clickhouse>
                """.formatted(
                        ReaderLimits.ofMachine().xml(),
                        user(credentials.admin(), "default", ""),
                        user(credentials.writer(), "default", grants("SELECT, INSERT")),
                        user(credentials.reader(), "reader", grants("SELECT")));
    }

    private static String user(Login login, String profile, String grants) {
        return """
                    <%1$s>
                      <password_sha256_hex>%2$s</password_sha256_hex>
                      <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
                      <profile>%3$s</profile>
                      <quota>default</quota>
                %4$s    </%1$s>
                """.formatted(login.user(), sha256(login.password()), profile, grants);
    }

    private static String grants(String rights) {
        return "      <grants><query>GRANT " + rights + " ON " + Endpoints.DATABASE + ".*</query></grants>\n";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
