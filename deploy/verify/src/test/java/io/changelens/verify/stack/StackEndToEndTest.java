package io.changelens.verify.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials;
import io.changelens.local.clickhouse.Migrations;
import io.changelens.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StackEndToEndTest {

    private static StackFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = StackFixture.get();
    }

    @Test
    void everyTopicIsThere() throws Exception {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, fixture.endpoints().kafkaBootstrap()))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topic.all().stream().map(Topic::name).collect(Collectors.toSet()));
        }
    }

    @Test
    void readerReadsAndCannotInsert() throws Exception {
        Credentials.Login reader = fixture.credentials().reader();

        assertThat(fixture.query(reader, "SELECT count() FROM release_windows")).isEqualTo("0");
        assertThatThrownBy(() -> fixture.query(reader, "INSERT INTO late_events (topic) VALUES ('t')"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ACCESS_DENIED");
    }

    @Test
    void writerInsertsAndCannotDrop() throws Exception {
        Credentials.Login writer = fixture.credentials().writer();

        fixture.query(writer, "INSERT INTO catalog_kpis (revision, value_stream, kpi) VALUES (99, 's', 'k')");
        assertThat(fixture.query(writer, "SELECT kpi FROM catalog_kpis WHERE value_stream = 's'"))
                .isEqualTo("k");
        assertThatThrownBy(() -> fixture.query(writer, "DROP TABLE catalog_kpis"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ACCESS_DENIED");
        assertThatThrownBy(() -> fixture.query(writer, "CREATE TABLE other (n Int8) ENGINE = Memory"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ACCESS_DENIED");
    }

    @Test
    void nobodyIsLetInWithoutAPassword() {
        for (String user : new String[] {"default", "admin", "writer", "reader"}) {
            assertThatThrownBy(() -> fixture.query(new Credentials.Login(user, ""), "SELECT 1"))
                    .as(user)
                    .isInstanceOf(UserError.class);
        }
    }

    @Test
    void migratingAgainOnlyRepeatsTheViewsOfTheLatestRows() throws Exception {
        assertThat(Migrations.apply(fixture.endpoints(), fixture.credentials())).isEqualTo(1);
    }

    @Test
    void pagesAreServed() throws Exception {
        assertThat(status(fixture.endpoints().clickHouse().resolve("/play"))).isEqualTo(200);
        assertThat(status(fixture.endpoints().flink().resolve("/"))).isEqualTo(200);
        assertThat(status(fixture.endpoints().flink().resolve("/overview"))).isEqualTo(200);
    }

    private static int status(URI page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
