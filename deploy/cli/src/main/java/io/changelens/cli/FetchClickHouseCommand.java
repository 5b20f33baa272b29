package io.changelens.cli;

import io.changelens.local.UserError;
import io.changelens.local.clickhouse.ClickHouseLibrary;
import picocli.CommandLine.Command;

/** {@code changelens fetch-clickhouse}: fetches the ClickHouse library into the cache. */
@Command(
        name = "fetch-clickhouse",
        description = "Fetches the ClickHouse library into the cache.",
        hidden = true,
        mixinStandardHelpOptions = true)
public final class FetchClickHouseCommand implements Runnable {

    @Override
    public void run() {
        try {
            System.out.println(ClickHouseLibrary.provide(System.getenv(), System.err));
        } catch (ClickHouseLibrary.Unavailable e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
