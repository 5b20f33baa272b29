package io.changelens.local.demo;

import io.changelens.local.stack.ClickHouseHttp;
import io.changelens.local.stack.Credentials;
import io.changelens.local.stack.Endpoints;
import java.util.List;
import java.util.Map;

/**
 * The tables, asked as the reader.
 *
 * @param clickHouse where they are
 * @param reader as whom
 */
record Tables(ClickHouseHttp clickHouse, Credentials.Login reader) {

    static Tables of(Endpoints endpoints, Credentials.Login reader) {
        return new Tables(new ClickHouseHttp(endpoints.clickHouse()), reader);
    }

    /** What a statement prints, tab-separated. */
    String ask(String question) throws InterruptedException {
        return clickHouse.query(reader, question, Map.of("database", Endpoints.DATABASE));
    }

    /** The cells of each row. */
    List<List<String>> rows(String question) throws InterruptedException {
        return ask(question).lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** The only number that a statement gives. */
    double number(String question) throws InterruptedException {
        return Double.parseDouble(ask(question).strip());
    }
}
