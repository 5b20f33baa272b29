package io.changelens.local.clickhouse;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.clickhouse.Credentials.Login;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Applies the Flyway migrations of {@code sql/migrations}, which create the tables and the views of their latest rows, and
 * of {@code sql/metrics}, which create the views of metrics. Flyway repeats changed views of both in the order of their
 * names; a view reads those of files with smaller names.
 */
public final class Migrations {

    /** Locations of the current migrations. */
    private static final String[] LOCATIONS = {"classpath:sql/migrations", "classpath:sql/metrics"};
    /** A file of views that is gone or has moved is no fault of a database that has them. */
    private static final String[] MAY_BE_MISSING = {"*:future", "repeatable:missing"};

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
        return migrate(endpoints.jdbcUrl(), credentials.admin());
    }

    /**
     * Applies the pending current migrations to an existing database.
     *
     * @param jdbcUrl JDBC URL with the database
     * @param admin user who may create tables
     * @return number of migrations applied
     * @throws UserError if a migration fails; the message names it and the reason
     */
    public static int migrate(String jdbcUrl, Login admin) {
        return migrate(jdbcUrl, admin, LOCATIONS);
    }

    /**
     * Applies the pending migrations of some locations to an existing database.
     *
     * @param jdbcUrl JDBC URL with the database
     * @param admin user who may create tables
     * @param locations Flyway locations, such as {@code classpath:sql/migrations}
     * @return number of migrations applied
     * @throws UserError if a migration fails; the message names it and the reason
     */
    public static int migrate(String jdbcUrl, Login admin, String... locations) {
        try {
            return Flyway.configure()
                    .dataSource(jdbcUrl, admin.user(), admin.password())
                    .locations(locations)
                    .ignoreMigrationPatterns(MAY_BE_MISSING)
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
