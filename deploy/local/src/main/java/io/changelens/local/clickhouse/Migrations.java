package io.changelens.local.clickhouse;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials.Login;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables and views of a ClickHouse to the state of {@code sql/migrations}. */
public final class Migrations {

    /** Where the current migrations are. */
    public static final String LOCATION = "classpath:sql/migrations";

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
        return migrate(endpoints.jdbcUrl(), credentials.admin(), LOCATION);
    }

    /**
     * Applies the migrations of a location to a database that exists.
     *
     * @param jdbcUrl with the database
     * @param location Flyway's name of a place, such as {@code classpath:sql/migrations}
     * @return how many migrations were applied
     * @throws UserError if one fails; it says which and why
     */
    public static int migrate(String jdbcUrl, Login admin, String location) {
        try {
            return Flyway.configure()
                    .dataSource(jdbcUrl, admin.user(), admin.password())
                    .locations(location)
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
