package io.changelens.demo;

import io.changelens.local.Endpoints;
import io.changelens.local.clickhouse.ClickHouseHttp;
import io.changelens.local.clickhouse.Credentials;
import java.util.List;
import java.util.Map;

/**
 * The tables, asked as the reader.
 *
 * @param clickHouse where they are
 * @param reader as whom
 */
public record Tables(ClickHouseHttp clickHouse, Credentials.Login reader) {

    public static Tables of(Endpoints endpoints, Credentials.Login reader) {
        return new Tables(new ClickHouseHttp(endpoints.clickHouse()), reader);
    }

    /** What a statement prints, tab-separated. */
    public String ask(String question) throws InterruptedException {
        return clickHouse.query(reader, question, Map.of("database", Endpoints.DATABASE));
    }

    /** The cells of each row. */
    public List<List<String>> rows(String question) throws InterruptedException {
        return ask(question).lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** The only number that a statement gives. */
    public double number(String question) throws InterruptedException {
        return Double.parseDouble(ask(question).strip());
    }
}
