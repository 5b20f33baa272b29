package io.changelens.demo;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import java.util.List;
import java.util.Map;

/**
 * Queries the tables as the reader.
 *
 * @param clickHouse ClickHouse's HTTP interface
 * @param reader user and password
 */
public record Tables(ClickHouseHttp clickHouse, Credentials.Login reader) {

    /**
     * The tables of a stack.
     *
     * @param endpoints addresses of the stack
     * @param reader user and password
     */
    public static Tables of(Endpoints endpoints, Credentials.Login reader) {
        return new Tables(new ClickHouseHttp(endpoints.clickHouse()), reader);
    }

    /** Runs a statement and returns its output, tab-separated. */
    public String ask(String question) throws InterruptedException {
        return clickHouse.query(reader, question, Map.of("database", Endpoints.DATABASE));
    }

    /** Runs a statement and returns the cells of each row. */
    public List<List<String>> rows(String question) throws InterruptedException {
        return ask(question).lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** Runs a statement that returns a single number. */
    public double number(String question) throws InterruptedException {
        return Double.parseDouble(ask(question).strip());
    }
}
