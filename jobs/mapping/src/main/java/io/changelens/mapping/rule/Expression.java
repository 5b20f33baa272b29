package io.changelens.mapping.rule;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import io.changelens.mapping.row.InputError;
import io.changelens.mapping.row.Row;
import io.changelens.mapping.row.RowRejected;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSONata expression over a row. Beside the row's own fields it sees {@code $headers} (names in lower case), {@code
 * $document}, the values that the mapping computed under their own names, and two functions: {@code $digest(value)}, 32
 * hexadecimal digits that depend on the content alone, and {@code $parseJson(text)}.
 *
 * <p>Evaluation is bounded: {@value #LONGEST_MILLIS} ms of processor time and {@value #DEEPEST} nested evaluations. The
 * processor's time is looked at every {@value #STEPS_BETWEEN_CHECKS} evaluations, from the first such number on, so that
 * neither a busy machine nor the loading of classes makes a small expression fail. Functions whose result depends on
 * more than the row ({@code $now}, {@code $random}, …) are refused when the mapping is read.
 *
 * <p>Instances may be used by several threads at once.
 */
public final class Expression {
    private static final int LONGEST_MILLIS = 50;
    private static final int DEEPEST = 200;
    private static final int STEPS_BETWEEN_CHECKS = 1024;
    private static final Pattern IMPURE = Pattern.compile("\\$(now|millis|random|shuffle|eval)\\b");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String text;
    private final Jsonata compiled;

    private Expression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * Compiles an expression.
     *
     * @param text the expression
     * @param section the section of the mapping file that contains it, for messages
     * @param key the key of the expression in that section
     * @throws InputError naming the place, when it is not JSONata or calls a function that is refused
     */
    public static Expression of(String text, YamlSection section, String key) {
        var impure = IMPURE.matcher(text);
        if (impure.find()) {
            throw section.error("\"" + key + "\": " + impure.group()
                    + " is not available, because events depend on the document alone");
        }
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            compiled.setValidateInput(false); // The input consists of views on parsed JSON.
            return new Expression(text, compiled);
        } catch (JException e) {
            throw section.error("\"" + key + "\": not a JSONata expression: " + oneLine(e) + " (at character "
                    + e.getLocation() + ")");
        }
    }

    /**
     * Evaluates the expression; a missing node when it has no value.
     *
     * @throws RowRejected when the evaluation fails or exceeds a bound
     */
    public JsonNode value(Row row) throws RowRejected {
        return PlainJson.toNode(evaluate(row));
    }

    /**
     * Returns whether the value of the expression is true in the sense of JSONata: no value, an empty text, 0 and an
     * empty list are not.
     *
     * @throws RowRejected when the evaluation fails or exceeds a bound
     */
    public boolean holds(Row row) throws RowRejected {
        return Jsonata.boolize(evaluate(row));
    }

    /** Returns the expression as written. */
    public String text() {
        return text;
    }

    private Object evaluate(Row row) throws RowRejected {
        Jsonata.Frame frame = compiled.createFrame();
        frame.bind("headers", (Object) row.headers());
        frame.bind("document", PlainJson.of(row.document()));
        for (Map.Entry<String, JsonNode> value : row.values().properties()) {
            frame.bind(value.getKey(), PlainJson.of(value.getValue()));
        }
        frame.bind("digest", PlainJson::digest);
        frame.bind("parseJson", PlainJson::parse);
        new Bounds().set(frame);
        try {
            return compiled.evaluate(PlainJson.of(row.cells()), frame);
        } catch (JException e) {
            throw new RowRejected("the expression failed", oneLine(e));
        } catch (StackOverflowError e) {
            throw new RowRejected("the expression failed", "nested too deeply");
        } catch (RuntimeException e) {
            throw new RowRejected("the expression failed", String.valueOf(e.getMessage()));
        }
    }

    private static String oneLine(JException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /** Stops one evaluation that takes too long or nests too deeply. */
    private static final class Bounds {
        private long steps;
        private int depth;
        private long end;

        void set(Jsonata.Frame frame) {
            frame.setEvaluateEntryCallback((expression, input, environment) -> {
                if (!environment.isParallelCall) {
                    enter();
                }
            });
            frame.setEvaluateExitCallback((expression, input, environment, result) -> {
                if (!environment.isParallelCall) {
                    depth--;
                }
            });
        }

        private void enter() {
            if (++depth > DEEPEST) {
                throw new JException("nested more than " + DEEPEST + " deep (a function that calls itself?)", -1);
            }
            if (++steps % STEPS_BETWEEN_CHECKS != 0) {
                return;
            }
            long now = THREADS.getCurrentThreadCpuTime();
            if (end == 0) {
                end = now + LONGEST_MILLIS * 1_000_000L;
            } else if (now > end) {
                throw new JException("took more than " + LONGEST_MILLIS + " ms", -1);
            }
        }
    }
}
