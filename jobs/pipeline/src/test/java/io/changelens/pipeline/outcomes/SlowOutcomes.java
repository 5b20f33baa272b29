package io.changelens.pipeline.outcomes;

import io.changelens.pipeline.decode.Received;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Aggregate;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.Measure;
import io.changelens.schemas.Service;
import io.changelens.schemas.ServiceAlias;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What outcomes mean, written down event by event and with no thought of speed. */
final class SlowOutcomes {

    private final List<ValueStreamCatalog> catalogs;
    private final long lateness;
    private final Map<String, List<Long>> outcomes = new HashMap<>();
    private final Set<String> late = new TreeSet<>();
    private int duplicates;

    SlowOutcomes(List<ValueStreamCatalog> catalogs, long lateness) {
        this.catalogs = catalogs;
        this.lateness = lateness;
    }

    void run(List<Received<LearningActivityEvent>> script, long outOfOrderness) {
        Set<String> seen = new HashSet<>();
        Map<Integer, Long> latest = new HashMap<>();
        for (Received<LearningActivityEvent> received : script) {
            LearningActivityEvent event = received.event();
            long time = event.getOccurredAt().toEpochMilli();
            long minute = time - time % 60_000;
            int partition = received.position().partition();
            long before = latest.getOrDefault(partition, Long.MIN_VALUE);
            latest.put(partition, Math.max(before, time));
            if (before != Long.MIN_VALUE && minute + 60_000 + lateness + outOfOrderness <= before) {
                late.add(event.getEventId() + "@" + received.position().offset());
            } else if (!seen.add(event.getEventId())) {
                duplicates++;
            } else {
                count(event);
            }
        }
    }

    private void count(LearningActivityEvent event) {
        ValueStreamCatalog catalog = catalogs.stream()
                .filter(c -> !c.getEffectiveFrom().isAfter(event.getOccurredAt().truncatedTo(ChronoUnit.MINUTES)))
                .max(Comparator.comparing(ValueStreamCatalog::getEffectiveFrom))
                .orElseThrow();
        Map<String, Service> services =
                catalog.getServices().stream().collect(Collectors.toMap(Service::getId, s -> s));
        String service = meant(event, services);
        if (!services.containsKey(service)) {
            BigDecimal count = BigDecimal.valueOf(event.getCount());
            add("unmapped events", service, event, count, count, catalog);
            return;
        }
        for (ValueStream stream : catalog.getValueStreams()) {
            boolean serves = stream.getActivities().stream()
                    .map(Activity::getServices)
                    .flatMap(List::stream)
                    .anyMatch(used -> dependsOn(used, service, services));
            for (Kpi kpi : catalog.getKpis()) {
                Set<String> verbs = new HashSet<>(kpi.getNumerator().getVerbs());
                verbs.addAll(kpi.getDenominator().getVerbs());
                if (serves && stream.getKpis().contains(kpi.getId()) && verbs.contains(event.getVerb())) {
                    add(
                            stream.getId() + " " + kpi.getId(),
                            service,
                            event,
                            amount(kpi.getNumerator(), event),
                            amount(kpi.getDenominator(), event),
                            catalog);
                }
            }
        }
    }

    private static String meant(LearningActivityEvent event, Map<String, Service> services) {
        Instant minute = event.getOccurredAt().truncatedTo(ChronoUnit.MINUTES);
        for (Service service : services.values()) {
            for (ServiceAlias alias : service.getAliases()) {
                if (alias.getName().equals(event.getService())
                        && (alias.getValidFrom() == null || !minute.isBefore(alias.getValidFrom()))
                        && (alias.getValidUntil() == null || minute.isBefore(alias.getValidUntil()))) {
                    return service.getId();
                }
            }
        }
        return event.getService();
    }

    private static boolean dependsOn(String from, String to, Map<String, Service> services) {
        return from.equals(to)
                || services.get(from).getDependsOn().stream().anyMatch(next -> dependsOn(next, to, services));
    }

    private static BigDecimal amount(Measure measure, LearningActivityEvent event) {
        if (!measure.getVerbs().contains(event.getVerb())) {
            return BigDecimal.ZERO;
        }
        if (measure.getAggregate() == Aggregate.SUM_VALUE) {
            return event.getValue() == null ? BigDecimal.ZERO : BigDecimal.valueOf(event.getValue());
        }
        long successes;
        long failures;
        if (event.getSuccesses() != null) {
            successes = event.getSuccesses();
            failures = event.getCount() - successes;
        } else {
            successes = Boolean.TRUE.equals(event.getSuccess()) ? event.getCount() : 0;
            failures = Boolean.FALSE.equals(event.getSuccess()) ? event.getCount() : 0;
        }
        return BigDecimal.valueOf(
                switch (measure.getAggregate()) {
                    case COUNT -> event.getCount();
                    case COUNT_SUCCESS -> successes;
                    case COUNT_FAILURE -> failures;
                    case SUM_VALUE -> throw new IllegalStateException();
                });
    }

    private void add(
            String streamAndKpi,
            String service,
            LearningActivityEvent event,
            BigDecimal numerator,
            BigDecimal denominator,
            ValueStreamCatalog catalog) {
        String key = streamAndKpi + " " + service + " " + event.getCohort() + " "
                + event.getOccurredAt().truncatedTo(ChronoUnit.MINUTES);
        List<Long> more = List.of(1L, micros(numerator), micros(denominator), catalog.getRevision());
        outcomes.merge(
                key,
                more,
                (a, b) -> List.of(
                        a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2), Math.min(a.get(3), b.get(3))));
    }

    private static long micros(BigDecimal amount) {
        return amount.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** By key: events, numerator, denominator, catalog revision. */
    Map<String, List<Long>> outcomes() {
        return outcomes;
    }

    Set<String> late() {
        return late;
    }

    int duplicates() {
        return duplicates;
    }
}
