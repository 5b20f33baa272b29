package io.changelens.core.attribution;

import io.changelens.core.reason.ReasonCode;
import java.util.List;

/**
 * How the windows of a KPI were compared. {@code kpi} is an id, {@code factor} the likelihood ratio, {@code service} a
 * calling service; the others are minutes with data: before and after where the change is live, and of the others.
 */
public enum KpiFinding implements ReasonCode {
    /** After the change with before it. */
    WITH_BEFORE("kpi", "factor", "before", "after"),
    /** Where the change is live with where it is not, after it. */
    WITH_OTHERS("kpi", "factor", "after", "others_after"),
    /** Before and after, where the change is live with where it is not. */
    WITH_BEFORE_AND_OTHERS("kpi", "factor", "before", "after", "others_before", "others_after"),
    /** No data any more where the change is live, while the others report. */
    SILENT("kpi", "factor", "before", "after", "others_after"),
    /** Nothing to compare. */
    NO_DATA("kpi", "before", "after", "others_before", "others_after"),
    /** In a service that calls the changed one: after the change with before it. */
    IN_CALLER("service", "kpi", "factor", "before", "after");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> arguments;

    KpiFinding(String... arguments) {
        this.arguments = List.of(arguments);
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }
}
