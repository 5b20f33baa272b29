package io.changelens.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSONata over rows: what it sees, what it returns, and where it ends. */
class ExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    a.b ~ {a: {b: x}} ~ "x"
                    a.b ~ {a: null} ~ ''
                    $exists(a) ~ {a: null} ~ false
                    a[1] ~ {a: [1, null, 3]} ~ ''
                    $count(a) ~ {a: [1, null, 3]} ~ 3
                    a & '' ~ {a: 9007199254740993} ~ "9007199254740993"
                    a ~ {a: 1234567890123456789012} ~ 1234567890123456789012
                    $merge([$, {'c': 1}]) ~ {a: 1} ~ {"a":1,"c":1}
                    *.x ~ {a: {x: 1}, b: {x: 2}} ~ [1,2]
                    $keys($) ~ {a: null, b: 1} ~ "b"
                    $parseJson(a).b ~ {a: '{"b": [1]}'} ~ [1]
                    $digest($) = $digest({'b': 2, 'a': 1}) ~ {a: 1, b: 2} ~ true
                    $digest(a) = $digest(b) ~ {a: 1, b: 2} ~ false
                    $length($digest($)) ~ {a: 1} ~ 32
                    """)
    void aValue(String expression, String row, String value) throws Exception {
        assertThat(expression(expression).value(row(row)).toString()).isEqualTo(value.isEmpty() ? "" : value);
    }

    @Test
    void whatFailsIsARejection() {
        assertThatThrownBy(() -> expression("1 + 'a'").value(row("{}")))
                .isInstanceOf(RowRejected.class)
                .hasMessage("the expression failed");
        assertThatThrownBy(() -> expression("$parseJson(a)").value(row("{a: '{'}")))
                .isInstanceOf(RowRejected.class);
        assertThatThrownBy(() -> expression("function($x) {$x}").value(row("{}")))
                .isInstanceOf(RowRejected.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    ($f := function($x) {$f($x)}; $f(1)) ~ took more than 50 ms
                    ($f := function($x) {1 + $f($x)}; $f(1)) ~ nested more than 200 deep
                    $sum([1..3000].($x := $; [1..3000].($ * $x))) ~ took more than 50 ms
                    """)
    void boundsEndIt(String expression, String fault) {
        assertThatThrownBy(() -> expression(expression).value(row("{}")))
                .isInstanceOfSatisfying(
                        RowRejected.class,
                        e -> assertThat(e.line())
                                .startsWith("the expression failed")
                                .contains(fault));
    }

    @Test
    void severalThreadsAtOnce() throws Exception {
        Expression expression = expression("($x := a; [1..20].($ * $x) ~> $sum) & '/' & $headers.h");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<String>>> results = new ArrayList<>();
        for (int thread = 1; thread <= 4; thread++) {
            int factor = thread;
            results.add(threads.submit(() -> {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    values.add(expression.value(row("{a: " + factor + "}")).asText());
                }
                return values;
            }));
        }
        for (int thread = 1; thread <= 4; thread++) {
            assertThat(results.get(thread - 1).get()).containsOnly(210 * thread + "/");
        }
        threads.shutdown();
    }

    private static Expression expression(String text) {
        return Expression.of(text, YamlSection.empty("my.yaml"), "jsonata");
    }

    private static Row row(String yaml) {
        return new Row("", 1, (ObjectNode) Mappings.yaml(yaml));
    }
}
