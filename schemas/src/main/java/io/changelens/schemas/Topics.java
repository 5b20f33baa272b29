package io.changelens.schemas;

/** Names of the Kafka topics; they are part of the contract with producers and readers. */
public final class Topics {

    /** Deployment events, keyed by change. */
    public static final String DEPLOYMENTS = "deployments";
    /** Incident events, keyed by incident. */
    public static final String INCIDENTS = "incidents";
    /** Learning activity, keyed by learner. */
    public static final String LEARNING_ACTIVITY = "learning-activity";
    /** Catalog revisions, compacted, keyed by revision. */
    public static final String VALUE_STREAMS = "value-streams";
    /** Release windows, compacted, keyed by window. */
    public static final String RELEASE_WINDOWS = "release-windows";
    /** Schemas that newer producers announce, compacted, keyed by fingerprint; values are JSON text. */
    public static final String SCHEMAS = "schemas";
    /** KPI sums by minute. */
    public static final String OUTCOMES = "outcomes";
    /** Records that cannot be read or break a rule: original bytes, reasons in the headers. */
    public static final String REJECTED_RECORDS = "rejected-records";
    /** Events that came too late to count: original bytes, origin in the headers. */
    public static final String LATE_EVENTS = "late-events";
    /** Alerts for people. */
    public static final String CHANGE_ALERTS = "change-alerts";

    private Topics() {}
}
