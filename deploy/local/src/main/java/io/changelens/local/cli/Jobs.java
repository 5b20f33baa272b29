package io.changelens.local.cli;

import io.changelens.local.stack.JobDefinition;
import java.util.List;

/** The jobs that every local stack runs. */
public final class Jobs {

    private Jobs() {}

    /** All of them, in the order in which data flows. */
    public static List<JobDefinition> all() {
        return List.of();
    }
}
