package io.changelens.schemas;

/** Names of the Kafka topics, which are part of the contract with producers and consumers. */
public final class Topics {

    /** Deployment events, keyed by change. */
    public static final String DEPLOYMENTS = "deployments";
    /** Incident events, keyed by incident. */
    public static final String INCIDENTS = "incidents";
    /** Activities of learners and teachers, keyed by learner. */
    public static final String LEARNING_ACTIVITY = "learning-activity";
    /** Catalog revisions; compacted, keyed by revision. */
    public static final String VALUE_STREAMS = "value-streams";
    /** Release windows; compacted, keyed by release window. */
    public static final String RELEASE_WINDOWS = "release-windows";
    /** Schemas that newer producers announce, as JSON text; compacted, keyed by fingerprint. */
    public static final String SCHEMAS = "schemas";
    /** Documents of tools as they came, each with the name of its preset in a header; not keyed. */
    public static final String INTAKE = "intake";
    /** Sums of KPIs by minute. */
    public static final String OUTCOMES = "outcomes";
    /** Records that cannot be decoded or break a rule: original bytes, with the reason in the headers. */
    public static final String REJECTED_RECORDS = "rejected-records";
    /** Events that arrived too late to be counted: original bytes, with the origin in the headers. */
    public static final String LATE_EVENTS = "late-events";
    /** Alerts for people. */
    public static final String CHANGE_ALERTS = "change-alerts";

    private Topics() {}
}
