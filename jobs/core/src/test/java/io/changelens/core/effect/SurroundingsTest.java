package io.changelens.core.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.changelens.core.catalog.KpiType;
import io.changelens.core.effect.Intervention.Kind;
import io.changelens.core.kpi.KpiKey;
import io.changelens.core.time.OpenEnd;
import io.changelens.schemas.Direction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One file: the cases share one set of interventions. */
class SurroundingsTest {

    private static final long MINUTE = 60_000;
    private static final long NEVER = OpenEnd.TIME;

    /** The history begins at minute 0, the change takes from 1000 to 1010, its window of 100 minutes follows. */
    private static final EffectPlan PLAN =
            new EffectPlan(0, 1000 * MINUTE, 1010 * MINUTE, 100, 100, NEVER, 5000 * MINUTE, "UTC");

    private static final Intervention CHANGE = change("CH-1", 1000, NEVER, "");

    private static Exposure exposure(boolean ofIncidents) {
        return new Exposure(
                "player",
                "NORMAL",
                "",
                "SUCCEEDED",
                List.of(),
                Direction.HIGHER_IS_BETTER,
                0.05,
                ofIncidents ? KpiType.AVAILABILITY : KpiType.RATIO,
                "UTC",
                List.of("learn"),
                1);
    }

    private static Intervention of(Kind kind, String id, long revision, long from, long until, String about) {
        return new Intervention(
                new KpiKey("learn", "rating"),
                kind,
                id,
                revision,
                from * MINUTE,
                from * MINUTE,
                until == NEVER ? NEVER : until * MINUTE,
                false,
                about,
                kind == Kind.CHANGE ? exposure(false) : null);
    }

    private static Intervention change(String id, long from, long until, String about) {
        return of(Kind.CHANGE, id, 1, from, until, about);
    }

    private static Intervention incident(String id, long from, long until, String about) {
        return of(Kind.INCIDENT, id, 1, from, until, about);
    }

    private static Intervention window(String id, long from, long until) {
        return of(Kind.WINDOW, id, 1, from, until, "");
    }

    private static Intervention withdrawn(Intervention i) {
        return new Intervention(
                i.key(), i.kind(), i.id(), i.revision(), i.from(), i.live(), i.until(), true, i.about(), i.exposure());
    }

    private static Surroundings with(Intervention... interventions) {
        return new Surroundings(Stream.of(interventions)
                .map(i -> TrackedIntervention.with(null, i, PLAN.horizon() * MINUTE))
                .toList());
    }

    private static List<String> names(List<Intervention> interventions) {
        return interventions.stream().map(Intervention::name).toList();
    }

    private static List<String> othersBeside(Intervention... interventions) {
        return names(with(interventions).others(CHANGE, PLAN, 8));
    }

    private static List<String> confounders(Intervention... interventions) {
        return Surroundings.confounders(List.of(interventions), PLAN, 8);
    }

    @Test
    void anIncidentThatAChangeCausedDoesNotEndIt() {
        assertThat(with(CHANGE, incident("INC-1", 1040, 1050, "CH-1")).changes())
                .containsExactly(CHANGE);
    }

    @Test
    void whatWasWithdrawnIsNotThere() {
        Surroundings surroundings = with(
                withdrawn(change("CH-2", 500, NEVER, "")),
                withdrawn(window("W-1", 500, 600)),
                withdrawn(incident("INC-1", 500, 600, "")));

        assertThat(surroundings.changes()).isEmpty();
        assertThat(surroundings.others(CHANGE, PLAN, 8)).isEmpty();
    }

    @Test
    void aChangesOwnDoingIsNothingElse() {
        assertThat(othersBeside(
                        CHANGE,
                        change("CH-2", 1050, NEVER, "CH-1"),
                        change("CH-3", 1050, NEVER, "CH-7"),
                        incident("INC-1", 1020, 1030, "CH-1"),
                        incident("INC-2", 1020, 1030, "CH-7"),
                        window("CH-1", 1020, 1030)))
                .containsExactly("change:CH-3", "incident:INC-2", "window:CH-1");
    }

    @Test
    void incidentsAreWhatAKpiOfIncidentsConsistsOf() {
        Intervention ofIncidents = new Intervention(
                CHANGE.key(), Kind.CHANGE, "CH-1", 1, CHANGE.from(), CHANGE.live(), NEVER, false, "", exposure(true));
        Surroundings surroundings = with(incident("INC-1", 500, 600, ""), window("W-1", 500, 600));

        assertThat(names(surroundings.others(CHANGE, PLAN, 8))).containsExactly("incident:INC-1", "window:W-1");
        assertThat(names(surroundings.others(ofIncidents, PLAN, 8))).containsExactly("window:W-1");
    }

    @Test
    void onlyWhatShowsInTheTimeThatIsReadIsThere() {
        assertThat(othersBeside(
                        window("long-ago", -50, 0),
                        window("early", -50, 1),
                        window("late", 1109, 1200),
                        window("afterwards", 1110, 1200),
                        change("gone", -100, NEVER, ""),
                        change("shows", -99, NEVER, "")))
                .containsExactly("window:early", "window:late", "change:shows");
        assertThat(names(with(window("late", 1109, 1200)).others(CHANGE, PLAN, 7)))
                .as("not yet")
                .isEmpty();
    }

    @Test
    void aChangeMayBeMixedUpIfItBeganAHorizonBeforeOrLater() {
        assertThat(confounders(
                        change("old", 899, NEVER, ""),
                        change("near", 900, NEVER, ""),
                        change("beside", 1109, NEVER, ""),
                        change("after", 1110, NEVER, "")))
                .containsExactly("change:beside", "change:near");
    }

    @Test
    void incidentsAndWindowsMayBeMixedUpIfTheyOverlapTheChangeOrItsWindow() {
        assertThat(confounders(
                        window("before", 100, 1000),
                        window("into", 100, 1001),
                        incident("open", 100, NEVER, ""),
                        incident("late", 1109, 1110, ""),
                        incident("after", 1110, 1120, "")))
                .containsExactly("incident:late", "incident:open", "window:into");
    }

    @Test
    void eachIsNamedOnce() {
        assertThat(confounders(window("W", 1000, 1010), window("W", 1020, 1030)))
                .containsExactly("window:W");
    }

    @Test
    void ownEventsAreThoseOfTheChangeAndOfItsRollbacksInTheWholeWindow() {
        Intervention change = of(Kind.CHANGE, "CH-1", 3, 1000, NEVER, "");

        assertThat(with(
                                change,
                                of(Kind.CHANGE, "CH-2", 10, 1109, NEVER, "CH-1"),
                                of(Kind.CHANGE, "CH-3", 100, 1110, NEVER, "CH-1"),
                                of(Kind.CHANGE, "CH-4", 1000, 1020, NEVER, ""),
                                of(Kind.INCIDENT, "INC-1", 10_000, 1020, 1030, "CH-1"))
                        .ownEvents(change, PLAN))
                .isEqualTo(13);
    }

    @Test
    void otherEventsAreThoseOfEverythingElseThatIsRead() {
        assertThat(with(
                                of(Kind.CHANGE, "CH-1", 1, 1000, NEVER, ""),
                                of(Kind.CHANGE, "CH-2", 10, 1020, NEVER, "CH-1"),
                                of(Kind.CHANGE, "CH-3", 100, 1020, NEVER, ""),
                                of(Kind.INCIDENT, "INC-1", 1000, 1020, 1030, "CH-1"),
                                withdrawn(of(Kind.WINDOW, "W-1", 10_000, 1020, 1030, "")),
                                of(Kind.WINDOW, "W-2", 100_000, 1110, 1130, ""))
                        .otherEvents(CHANGE, PLAN, 8))
                .isEqualTo(11_100);
    }

    @Test
    void aWindowThatMovedAwayStillCounts() {
        TrackedIntervention first = TrackedIntervention.with(null, window("W-1", 1020, 1030), 0);
        TrackedIntervention moved = TrackedIntervention.with(first, of(Kind.WINDOW, "W-1", 2, 3000, 3010, ""), 0);

        assertThat(new Surroundings(List.of(moved)).otherEvents(CHANGE, PLAN, 8))
                .isEqualTo(2);
        assertThat(new Surroundings(List.of(moved)).others(CHANGE, PLAN, 8)).isEmpty();
    }
}
