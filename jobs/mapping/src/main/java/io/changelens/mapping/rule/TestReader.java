package io.changelens.mapping.rule;

import io.changelens.mapping.record.ColumnPath;
import io.changelens.mapping.rule.SkipRule.ByExpression;
import io.changelens.mapping.rule.SkipRule.ByValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads conditions on rows from a mapping file: the keys {@code skip} and {@code matches}. */
final class TestReader {
    private static final Set<String> SKIP_KEYS = Set.of("column", "is", "not", "empty", "when", "why");
    private static final Set<String> MATCH_KEYS = Set.of("header", "column", "is", "when");

    private TestReader() {}

    /** Reads the rules that leave rows out. */
    static List<SkipRule> skips(YamlSection root) {
        List<SkipRule> skips = new ArrayList<>();
        root.list("skip")
                .forEach(skip -> skips.add(skip(YamlSection.of(root.place() + ".skip[" + skips.size() + "]", skip)
                        .only(SKIP_KEYS))));
        return List.copyOf(skips);
    }

    private static SkipRule skip(YamlSection skip) {
        if (skip.has("when") && !skip.has("column")) {
            String text = skip.text("when").orElseThrow();
            return new SkipRule(
                    new ByExpression(Expression.of(text, skip, "when")),
                    skip.text("why").orElse("left out by the mapping: " + text));
        }
        String column = skip.text("column").orElseThrow(() -> skip.error("needs `column`"));
        boolean others = skip.has("not");
        if (others && skip.has("is")) {
            throw skip.error("has `is` and `not`; one of them says it");
        }
        Set<String> values = new LinkedHashSet<>(skip.texts(others ? "not" : "is"));
        boolean empty = skip.flag("empty");
        if (values.isEmpty() && !empty) {
            throw skip.error("needs `is` (values) or `empty: true`, or `not` (the values to keep)");
        }
        return new SkipRule(
                new ByValue(ColumnPath.of(column), Set.copyOf(values), others, empty),
                skip.text("why").orElse("left out by the mapping: " + column));
    }

    /** Reads the conditions of which a document has to meet one. */
    static List<SkipRule.Test> matches(YamlSection root) {
        List<SkipRule.Test> tests = new ArrayList<>();
        for (YamlSection match : root.sections("matches")) {
            tests.add(match(match.only(MATCH_KEYS)));
        }
        return List.copyOf(tests);
    }

    private static SkipRule.Test match(YamlSection match) {
        boolean one = match.has("header") ^ match.has("column") ^ match.has("when");
        if (!one || (match.has("when") && match.has("is"))) {
            throw match.error("needs one of `header`, `column`, `when`");
        }
        if (match.has("when")) {
            return new ByExpression(Expression.of(match.text("when").orElseThrow(), match, "when"));
        }
        String column = match.text("column")
                .orElseGet(() -> "headers." + match.text("header").orElseThrow());
        Set<String> values = Set.copyOf(match.texts("is"));
        // Without values, every value that is not empty will do.
        return values.isEmpty()
                ? new ByValue(ColumnPath.of(column), Set.of(""), true, false)
                : new ByValue(ColumnPath.of(column), values, false, false);
    }
}
