package io.changelens.simulation;

import io.changelens.core.catalog.CatalogIndex;
import io.changelens.mapping.catalog.CatalogYaml;
import io.changelens.schemas.LearningActivityEvent;
import io.changelens.schemas.ReleaseWindow;
import io.changelens.schemas.ValueStreamCatalog;
import io.changelens.schemas.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two terms of the school: all events, and the truth behind them. The same seed gives the same events, byte for byte.
 */
public final class Simulation {

    private static final String COURSE_DELIVERY = "course-delivery";

    private final Activity activity;
    private final ActivityEvents events;
    private final Expectation expectation;
    private final CatalogIndex catalog;
    private final List<SimulatedChange> changes = new ArrayList<>();
    private final List<SimulatedIncident> incidents;

    /**
     * Draws a simulation.
     *
     * @param seed seed of all random numbers
     * @param scale number of people; 1 is the default
     */
    public Simulation(long seed, double scale) {
        this.activity = new Activity(seed, scale);
        this.events = new ActivityEvents(seed, activity);
        this.catalog = CatalogIndex.of(CatalogYaml.defaultCatalog());
        this.expectation = new Expectation(activity, catalog);
        List<Draft> drafts = drafts(seed);
        ChangeEvents writer = new ChangeEvents(Draws.of(seed, "change events", 0), catalog);
        Map<Draft, String> ids = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            ids.put(drafts.get(i), String.format("CHG-%04d", i + 1));
        }
        for (Draft draft : drafts) {
            plant(draft, ids.get(draft));
        }
        tellTheStory(drafts, ids);
        for (Draft draft : drafts) {
            changes.add(change(draft, ids, writer));
        }
        incidents = new Incidents(Draws.of(seed, "incidents", 0)).of(changes, drafts);
    }

    private List<Draft> drafts(long seed) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Story.first());
        drafts.add(Story.onTimeAgain());
        drafts.add(Story.second(1, 1));
        drafts.addAll(new Trains(Draws.of(seed, "trains", 0)).drafts());
        drafts.addAll(new Everyday(Draws.of(seed, "everyday", 0), catalog).drafts());
        drafts.sort(Comparator.comparing((Draft draft) -> draft.start).thenComparing(draft -> draft.service));
        return drafts;
    }

    private void plant(Draft draft, String id) {
        planted(draft, id).forEach(activity::plant);
    }

    private static List<Planted> planted(Draft draft, String id) {
        return draft.moves.stream()
                .filter(move -> move.factor() != 1)
                .map(move -> new Planted(id, move.lever(), move.factor(), draft.live(), draft.until, draft.scope))
                .toList();
    }

    /**
     * Sets the effects of the second upgrade such that the comparison of the terms has the two figures of the story.
     */
    private void tellTheStory(List<Draft> drafts, Map<Draft, String> ids) {
        Draft second = drafts.stream()
                .filter(draft -> draft.title.equals(Story.SECOND))
                .findFirst()
                .orElseThrow();
        double participation = Story.PARTICIPATION / termOnTerm("participation");
        double complaints = Story.COMPLAINTS / termOnTerm("technical-complaints");
        Draft told = Story.second(participation, complaints);
        second.moves.clear();
        second.moves.addAll(told.moves);
        plant(second, ids.get(second));
    }

    /**
     * The expected ratio of a KPI of course delivery: summer term / spring term.
     *
     * @param kpi id of the KPI
     */
    public double termOnTerm(String kpi) {
        return term(kpi, Terms.at(Terms.SUMMER, 0), Terms.at(Terms.AFTER, 0))
                / term(kpi, Terms.at(Terms.SPRING, 0), Terms.at(Terms.BREAK, 0));
    }

    private double term(String kpi, Instant from, Instant until) {
        return expectation.ratio(COURSE_DELIVERY, kpi, List.of(), from, until, "");
    }

    private static SimulatedChange change(Draft draft, Map<Draft, String> ids, ChangeEvents writer) {
        String id = ids.get(draft);
        String repaired = draft.repairs == null ? null : ids.get(draft.repairs);
        return new SimulatedChange(
                id,
                draft.kind,
                draft.service,
                draft.live(),
                draft.until,
                draft.end,
                writer.of(draft, id, repaired),
                planted(draft, id));
    }

    /** The upgrade that collides with the spring release. */
    public SimulatedChange firstUpgrade() {
        return titled(Story.FIRST);
    }

    /** The upgrade that was coordinated with the summer release. */
    public SimulatedChange secondUpgrade() {
        return titled(Story.SECOND);
    }

    private SimulatedChange titled(String title) {
        return changes.stream()
                .filter(change -> change.events().get(0).getTitle().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The changes, by their start. */
    public List<SimulatedChange> changes() {
        return changes;
    }

    /** The incidents. */
    public List<SimulatedIncident> incidents() {
        return incidents;
    }

    /** Expected values of KPIs. */
    public Expectation expectation() {
        return expectation;
    }

    /** The catalog with which expected values are computed. */
    public CatalogIndex catalog() {
        return catalog;
    }

    /**
     * The learning activity of a day, in the order of its time.
     *
     * @param day index of the day, from 0
     */
    public List<LearningActivityEvent> activity(int day) {
        return events.ofDay(day);
    }

    /** The release windows of the calendar. */
    public List<ReleaseWindow> windows() {
        return Terms.windows().stream().map(Simulation::window).toList();
    }

    private static ReleaseWindow window(Terms.Protected each) {
        boolean enrolment = each.id().endsWith("enrolment");
        boolean exams = each.id().endsWith("exams");
        return ReleaseWindow.newBuilder()
                .setWindowId(each.id())
                .setKind(enrolment ? WindowKind.ENROLMENT : exams ? WindowKind.EXAM : WindowKind.COURSE_RELEASE)
                .setTitle(each.title())
                .setValueStreams(enrolment ? List.of("student-service") : List.of(COURSE_DELIVERY, "teacher-support"))
                .setStartsAt(each.startsAt())
                .setEndsAt(each.endsAt())
                .setImportance(each.importance())
                .setExpectedLearners(20_000L)
                .setAnnouncedAt(Terms.at(each.from().minusDays(30), 9))
                .build();
    }

    /**
     * The catalog revisions to publish: one in which course delivery, and one in which also student service has adopted
     * the integrated process. A stack starts with the default revision.
     */
    public List<ValueStreamCatalog> catalogs() {
        return List.of(
                adopted(2, Terms.PILOT, Map.of(COURSE_DELIVERY, Terms.PILOT)),
                adopted(3, Terms.FOLLOWED, Map.of(COURSE_DELIVERY, Terms.PILOT, "student-service", Terms.FOLLOWED)));
    }

    private static ValueStreamCatalog adopted(long revision, Instant from, Map<String, Instant> streams) {
        ValueStreamCatalog catalog = CatalogYaml.defaultCatalog();
        catalog.setRevision(revision);
        catalog.setEffectiveFrom(from);
        catalog.getValueStreams().forEach(stream -> stream.setAdoptedAt(streams.get(stream.getId())));
        return catalog;
    }
}
