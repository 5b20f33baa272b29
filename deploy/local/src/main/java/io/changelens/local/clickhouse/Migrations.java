package io.changelens.local.clickhouse;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables and views of a ClickHouse to the state of {@code sql/migrations}. */
public final class Migrations {

    private static final String LOCATION = "classpath:sql/migrations";

    private Migrations() {}

    /**
     * Creates the database where it is missing and applies what has not been applied.
     *
     * @return how many migrations were applied; 0 when everything was in place
     * @throws UserError if one fails; it says which and why
     */
    public static int apply(Endpoints endpoints, Credentials credentials) throws InterruptedException {
        new ClickHouseHttp(endpoints.clickHouse())
                .query(credentials.admin(), "CREATE DATABASE IF NOT EXISTS " + Endpoints.DATABASE);
        try {
            return Flyway.configure()
                    .dataSource(
                            endpoints.jdbcUrl(),
                            credentials.admin().user(),
                            credentials.admin().password())
                    .locations(LOCATION)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new UserError(
                    "the tables could not be brought up to date: "
                            + e.getMessage().replaceAll("\\s+", " ").strip(),
                    e);
        }
    }
}
