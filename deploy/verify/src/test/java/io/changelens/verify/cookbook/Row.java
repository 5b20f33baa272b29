package io.changelens.verify.cookbook;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.List;

/**
 * Rows of our tables as plain fields, named as the columns are; columns that no question asks for are left out.
 *
 * <p>One file: nothing but fields, table by table.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public abstract class Row implements Cloneable {

    @Override
    public Row clone() {
        try {
            return (Row) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    static final class Change extends Row {
        String changeId;
        String service;
        boolean serviceKnown;
        String environment;
        String state;
        String changeType;
        String team;
        List<String> collaboratingTeams = List.of();
        String workItem = "";
        String sprint = "";
        String serviceRequest = "";
        Instant requestedAt;
        Instant plannedStart;
        Instant plannedAt;
        Instant succeededAt;
        Instant failedAt;
        Instant rolledBackAt;
        Instant actualStart;
        Instant actualEnd;
        Instant firstCommitAt;
        int commits;
        long linesAdded;
        long linesRemoved;
        String rollbackOf = "";
        String remediatesIncident = "";
        List<String> valueStreams = List.of();
        boolean production;
        boolean live;
        Instant deployedAt;
        String failure = "";
        Instant recoveryFrom;
        Instant recoveredAt;
        Double leadSeconds;
        boolean leadReversed;
        boolean firstOfService;
        Instant lastEventAt;
        long events;
    }

    static final class Stage extends Row {
        String changeId;
        String stage;
        String kind;
        String team;
        boolean handOver;
        Instant startedAt;
        Instant endedAt;
        long events;
    }

    static final class Incident extends Row {
        String incidentId;
        String service;
        boolean serviceKnown;
        String environment;
        boolean production;
        String severity;
        String title;
        Instant openedAt;
        Instant beganAt;
        Instant resolvedAt;
        List<String> valueStreams = List.of();
        Instant lastEventAt;
        long events;
    }

    static final class Attribution extends Row {
        String incidentId;
        String service;
        String environment;
        Instant openedAt;
        String severity;
        boolean external;
        double unattributed;
        int candidateCount;
        List<String> changeIds;
        List<String> services;
        List<Double> weights;
        List<Boolean> reported;
        List<Integer> distances;
        List<Double> recency;
        List<Double> proximity;
        List<Double> risk;
        List<Double> result;
        List<Double> evidence;
        List<List<List<String>>> reasons;
        long revision;
    }

    static final class Collision extends Row {
        String changeId;
        String windowId;
        String valueStream;
        String state;
        String severity;
        String service;
        String team;
        String changeType;
        String windowTitle;
        Instant windowStart;
        Instant windowEnd;
        Instant changeStart;
        Instant warnedAt;
        long revision;
    }

    static final class Effect extends Row {
        String changeId;
        String valueStream;
        String kpi;
        int horizonSeconds;
        String service;
        String team;
        String changeType;
        String state;
        Instant liveAt;
        Instant windowEnd;
        String status;
        String verdict;
        boolean headline;
        String direction;
        double materialEffect;
        List<String> method;
        String insufficient;
        List<String> insufficientArgs;
        double expected;
        double observed;
        double effect;
        double low;
        double high;
        double p;
        Double impact;
        Double impactLow;
        Double impactHigh;
        double pAdjusted;
        double lowAdjusted;
        double highAdjusted;
        boolean confounded;
        List<String> confounders;
        long revision;
    }

    static final class Outcome extends Row {
        String valueStream;
        String kpi;
        Instant minute;
        String service;
        String cohort;
        double numerator;
        double denominator;
        long events;
        long catalogRevision;
    }

    static final class Alert extends Row {
        String alertId;
        String kind;
        String state;
        String severity;
        Instant raisedAt;
        String text;
        String link;
        long revision;
    }

    static final class Refused extends Row {
        String topic;
        int partition;
        long offset;
        Instant publishedAt;
        String reason;
    }

    static final class Late extends Row {
        String topic;
        int partition;
        long offset;
        Instant publishedAt;
        String eventId;
    }

    static final class LateSum extends Row {
        String topic;
        int partition;
        long offset;
        Instant publishedAt;
        String valueStream;
        String kpi;
        Instant minute;
        String service;
        String cohort;
        double numerator;
        double denominator;
        long events;
    }

    static final class Balance extends Row {
        String topic;
        int partition;
        Instant run;
        long nextOffset;
        Instant publishedAt;
        long read;
        long counted;
        long duplicates;
        long late;
        long rejected;
    }

    static final class Stream extends Row {
        long revision;
        String valueStream;
        int position;
        String name;
        Instant adoptedAt;
    }

    static final class ServiceName extends Row {
        long revision;
        String name;
        Instant validFrom = Instant.parse("1900-01-01T00:00:00Z");
        Instant validUntil = Instant.parse("2299-12-31T23:59:59.999Z");
        String service;
        long countsFor;
    }

    static final class Reach extends Row {
        long revision;
        String valueStream;
        String service;
        List<String> activities;
    }

    static final class Kpi extends Row {
        long revision;
        String valueStream;
        String kpi;
        String name;
        String unit;
        String direction;
        double materialEffect;
    }

    static final class Window extends Row {
        String windowId;
        long revision;
        String kind;
        String title;
        List<String> valueStreams;
        Instant startsAt;
        Instant endsAt;
        int importance;
        boolean cancelled;
    }
}
