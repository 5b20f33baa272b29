package io.changelens.core.rules;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.core.catalog.KpiType;
import io.changelens.core.rules.EventRules.Violation;
import io.changelens.schemas.Activity;
import io.changelens.schemas.Kpi;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules for a catalog revision as a whole: ids are unique, references resolve, aliases mean one service, KPIs can be
 * computed.
 */
public final class CatalogRules {

    private CatalogRules() {}

    /**
     * Checks a catalog revision.
     *
     * @param catalog the revision
     * @return the first rule that is broken; empty if none is
     */
    public static Optional<Violation> check(ValueStreamCatalog catalog) {
        RuleChecks checks = new RuleChecks()
                .revision("revision", catalog.getRevision())
                .time("effectiveFrom", catalog.getEffectiveFrom())
                .that(!catalog.getValueStreams().isEmpty(), "empty-catalog", "the catalog has no value stream");
        Set<String> services = unique(
                checks,
                "service",
                catalog.getServices().stream().map(Service::getId).toList());
        Set<String> kpis =
                unique(checks, "KPI", catalog.getKpis().stream().map(Kpi::getId).toList());
        unique(
                checks,
                "value stream",
                catalog.getValueStreams().stream().map(ValueStream::getId).toList());
        for (Service service : catalog.getServices()) {
            resolves(checks, "service " + service.getId() + " depends on", service.getDependsOn(), services);
        }
        AliasRules.check(checks, catalog.getServices(), services);
        for (ValueStream stream : catalog.getValueStreams()) {
            checkStream(checks, stream, services, kpis);
        }
        catalog.getKpis().forEach(kpi -> checkKpi(checks, kpi));
        return checks.first();
    }

    private static void checkStream(RuleChecks checks, ValueStream stream, Set<String> services, Set<String> kpis) {
        String where = "value stream " + stream.getId();
        checks.that(!stream.getId().equals(CatalogIndex.UNMAPPED), "reserved-id", where + " takes a reserved name")
                .time("adoptedAt of " + where, stream.getAdoptedAt())
                .that(
                        isZone(stream.getTimeZone()),
                        "unknown-time-zone",
                        where + " has time zone " + stream.getTimeZone());
        resolves(checks, where + " is judged by", stream.getKpis(), kpis);
        unique(
                checks,
                "activity of " + where,
                stream.getActivities().stream().map(Activity::getId).toList());
        for (Activity activity : stream.getActivities()) {
            resolves(checks, where + ", activity " + activity.getId() + " uses", activity.getServices(), services);
        }
    }

    private static boolean isZone(String id) {
        try {
            ZoneId.of(id);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void checkKpi(RuleChecks checks, Kpi kpi) {
        checks.that(
                kpi.getMaterialEffect() >= 0 && Double.isFinite(kpi.getMaterialEffect()),
                "bad-material-effect",
                "KPI " + kpi.getId() + " has material effect " + kpi.getMaterialEffect());
        boolean counted = kpi.getNumerator() != null
                && !kpi.getNumerator().getVerbs().isEmpty()
                && (kpi.getDenominator() == null
                        || !kpi.getDenominator().getVerbs().isEmpty());
        checks.that(
                counted || KpiType.of(kpi) == KpiType.AVAILABILITY,
                "kpi-without-measure",
                "KPI " + kpi.getId() + " needs verbs in its numerator and, unless it is a volume, in its denominator");
    }

    private static Set<String> unique(RuleChecks checks, String what, List<String> ids) {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            checks.id(what + " id", id).that(seen.add(id), "duplicate-id", what + " " + id + " stands twice");
        }
        return seen;
    }

    private static void resolves(RuleChecks checks, String where, List<String> references, Set<String> known) {
        for (String reference : references) {
            checks.that(known.contains(reference), "dangling-reference", where + " unknown " + reference);
        }
    }
}
