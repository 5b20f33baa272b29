package io.changelens.verify.cookbook;

import java.time.Duration;
import java.util.List;

/** Two catalog revisions, of which the second holds: value streams, adoptions, KPIs, reach; and release windows. */
public final class CatalogRows {

    private final Generator g;

    CatalogRows(Generator g) {
        this.g = g;
    }

    void add() {
        for (long revision = 1; revision <= 2; revision++) {
            for (int i = 0; i < Generator.STREAMS.size(); i++) {
                stream(revision, Generator.STREAMS.get(i), i);
            }
            for (String stream : Generator.STREAMS) {
                // By the second revision, teacher support counts otherwise.
                serviceName(revision, "service-of-" + stream, stream, stream.equals("teacher-support") ? revision : 7);
            }
            for (String service : Generator.SERVICES.keySet()) {
                for (String stream : Generator.SERVICES.get(service)) {
                    reach(revision, stream, service);
                }
            }
        }
        Row.ServiceName alias = serviceName(2, "old-lms", "course-delivery", 7);
        alias.validUntil = Generator.BEGIN.plus(Duration.ofDays(150));
        for (int i = 0; i < 24; i++) {
            window(i);
        }
    }

    private Row.ServiceName serviceName(long revision, String name, String stream, long countsFor) {
        Row.ServiceName row = new Row.ServiceName();
        row.revision = revision;
        row.name = name;
        row.service = "service-of-" + stream;
        row.countsFor = countsFor;
        g.world.serviceNames.add(row);
        return row;
    }

    private void stream(long revision, String id, int position) {
        Row.Stream row = new Row.Stream();
        row.revision = revision;
        row.valueStream = id;
        row.position = position + 1;
        row.name = id.replace('-', ' ');
        // Only the second revision knows of adoptions: one in the midst of a week, one at the turn of it.
        if (revision == 2 && id.equals("course-delivery")) {
            row.adoptedAt = Generator.BEGIN.plus(Duration.ofDays(104)).plus(Duration.ofHours(9));
        }
        if (revision == 2 && id.equals("student-service")) {
            row.adoptedAt = Generator.BEGIN.plus(Duration.ofDays(123));
        }
        // More than twelve weeks later: until then the others can be compared with it.
        if (revision == 2 && id.equals("operations-analytics")) {
            row.adoptedAt = Generator.BEGIN.plus(Duration.ofDays(208));
        }
        g.world.streams.add(row);
        g.world.replace("catalog_value_streams", row.clone());
        for (String kpi : Generator.KPIS.get(id)) {
            Row.Kpi of = new Row.Kpi();
            of.revision = revision;
            of.valueStream = id;
            of.kpi = kpi;
            of.name = kpi.replace('-', ' ');
            of.unit = "";
            // The first revision had them the wrong way round.
            boolean lower = Generator.lowerIsBetter(kpi) == (revision == 2);
            of.direction = lower ? "LOWER_IS_BETTER" : "HIGHER_IS_BETTER";
            of.materialEffect = lower ? 0.1 : 0.02;
            g.world.kpis.add(of);
        }
    }

    private void reach(long revision, String stream, String service) {
        Row.Reach row = new Row.Reach();
        row.revision = revision;
        row.valueStream = stream;
        row.service = service;
        row.activities = service.equals("live-classroom")
                ? List.of("attend", "watch")
                : Generator.SERVICES.get(service).size() == 1 ? List.of("use-" + service) : List.of();
        g.world.reach.add(row);
    }

    private void window(int number) {
        Row.Window row = new Row.Window();
        row.windowId = "W-" + number;
        row.revision = 3;
        row.kind = g.oneOf(List.of("COURSE_RELEASE", "ENROLMENT", "EXAM", "FREEZE"));
        row.title = "Window " + number;
        row.valueStreams = g.oneIn(2) ? Generator.STREAMS : List.of(g.oneOf(Generator.STREAMS));
        row.startsAt = g.sometime();
        row.endsAt = row.startsAt.plus(Duration.ofHours(12 + g.random.nextInt(100)));
        row.importance = 1 + g.random.nextInt(5);
        row.cancelled = number == 3;
        g.world.windows.add(row);
        Row.Window older = (Row.Window) row.clone();
        older.revision = 1;
        older.title = "Moved";
        older.cancelled = !row.cancelled;
        g.world.replace("release_windows", older);
    }
}
