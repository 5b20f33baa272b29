package io.changelens.local.clickhouse;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials.Login;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Applies the Flyway migrations of {@code sql/migrations}, which create the tables and views. */
public final class Migrations {

    /** Location of the current migrations. */
    public static final String LOCATION = "classpath:sql/migrations";

    private Migrations() {}

    /**
     * Creates the database if it is missing and applies the pending migrations.
     *
     * @param endpoints address of ClickHouse
     * @param credentials the admin applies the migrations
     * @return number of migrations applied; 0 if the database was up to date
     * @throws UserError if a migration fails; the message names it and the reason
     */
    public static int apply(Endpoints endpoints, Credentials credentials) throws InterruptedException {
        new ClickHouseHttp(endpoints.clickHouse())
                .query(credentials.admin(), "CREATE DATABASE IF NOT EXISTS " + Endpoints.DATABASE);
        return migrate(endpoints.jdbcUrl(), credentials.admin(), LOCATION);
    }

    /**
     * Applies the pending migrations of a location to an existing database.
     *
     * @param jdbcUrl JDBC URL with the database
     * @param location a Flyway location, such as {@code classpath:sql/migrations}
     * @param admin user who may create tables
     * @return number of migrations applied
     * @throws UserError if a migration fails; the message names it and the reason
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
