package io.changelens.verify.imports;

import io.changelens.schemas.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Files of a small school over five weeks: a catalog, a calendar, deployments, incidents and learning activity, as its
 * tools would export them, with what such exports contain: retries, rollbacks, a canary, clocks that differ, an old name
 * of a service, an unknown one, another environment, a reopened incident, rows that come twice.
 */
final class SchoolFiles {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(35));

    private final Random random = new Random(20_260_105);

    /**
     * A file to import.
     *
     * @param kind what it holds, as the import names it
     * @param name name of the file
     * @param text its content
     */
    record ImportFile(String kind, String name, String text) {}

    /** The five files, in the order in which the README imports them. */
    List<ImportFile> all() {
        return List.of(
                new ImportFile(RecordKind.VALUE_STREAMS.topic(), "catalog.yaml", catalog()),
                new ImportFile(RecordKind.RELEASE_WINDOWS.topic(), "calendar.yaml", calendar()),
                new ImportFile(RecordKind.DEPLOYMENTS.topic(), "deployments.csv", deployments()),
                new ImportFile(RecordKind.INCIDENTS.topic(), "incidents.csv", incidents()),
                new ImportFile(RecordKind.LEARNING_ACTIVITY.topic(), "activity.csv", activity()));
    }

    private static String catalog() {
        return """
                revision: 1000
                effectiveFrom: 1970-01-01T00:00:00Z
                valueStreams:
                  - id: learning
                    name: Learning
                    kpis: [works, requests, seconds, available]
                    activities:
                      - {id: study, name: Study, services: [web]}
                  - id: selling
                    name: Selling
                    kpis: [works, seconds, available]
                    activities:
                      - {id: pay, name: Pay, services: [shop]}
                services:
                  - {id: web, name: Web, dependsOn: [accounts], aliases: [old-web]}
                  - {id: shop, name: Shop, dependsOn: [accounts]}
                  - {id: accounts, name: Accounts}
                kpis:
                  - id: works
                    name: Requests that work
                    direction: HIGHER_IS_BETTER
                    materialEffect: 0.02
                    numerator: {verbs: [req], aggregate: COUNT_SUCCESS}
                    denominator: {verbs: [req], aggregate: COUNT}
                  - id: requests
                    name: Requests
                    direction: HIGHER_IS_BETTER
                    materialEffect: 0.2
                    numerator: {verbs: [req], aggregate: COUNT}
                  - id: seconds
                    name: Time to answer
                    direction: LOWER_IS_BETTER
                    materialEffect: 0.1
                    numerator: {verbs: [req], aggregate: SUM_VALUE}
                    denominator: {verbs: [req], aggregate: COUNT}
                  - id: available
                    name: Availability
                    direction: HIGHER_IS_BETTER
                    materialEffect: 0.01
                    source: INCIDENTS
                """;
    }

    private static String calendar() {
        StringBuilder yaml = new StringBuilder();
        for (int week = 0; week < 5; week++) {
            Instant start = BEGIN.plus(Duration.ofDays(7L * week + 2)).plus(Duration.ofHours(9));
            yaml.append("""
                    - windowId: exams-%d
                      kind: %s
                      title: Exams
                      valueStreams: [%s]
                      startsAt: %s
                      endsAt: %s
                      importance: %d
                    """.formatted(
                            week,
                            week % 2 == 0 ? "COURSE_RELEASE" : "ENROLMENT",
                            week % 2 == 0 ? "learning" : "learning, selling",
                            start,
                            start.plus(Duration.ofHours(8)),
                            week + 1));
        }
        return yaml.toString();
    }

    /** Forty changes; each has one of eight lives. */
    private String deployments() {
        StringBuilder csv = new StringBuilder("eventId,changeId,phase,occurredAt,service,environment,rollbackOf,"
                + "rolloutScope,version,commits.0.id,commits.0.committedAt\n");
        List<String> services = List.of("web", "shop", "accounts", "old-web", "shop", "web", "unheard-of");
        for (int n = 0; n < 40; n++) {
            String service = services.get(random.nextInt(services.size()));
            Instant at = BEGIN.plus(Duration.ofMinutes(1_440L * 18 + n * 580L + random.nextInt(300)));
            String place = service + "," + (n % 9 == 8 ? "staging" : n % 2 == 0 ? "production" : "prod-eu");
            String built = ",v" + n / 2 + ",c" + n + "," + at.minus(Duration.ofHours(random.nextInt(90) - 3));
            String[] phases = {
                "STARTED 0 / SUCCEEDED 9",
                "STARTED 0 / FAILED 5 / STARTED 20 / SUCCEEDED 26",
                "SUCCEEDED 0 / STARTED 0",
                "SUCCEEDED 0 canary / SUCCEEDED 150",
                "STARTED 0 / SUCCEEDED 4 / ROLLED_BACK 95",
                "PLANNED -900 / STARTED 0 / SUCCEEDED 15 canary",
                "SUCCEEDED 0 / CANCELLED 30",
                "STARTED 0 / FAILED 12"
            };
            int event = 0;
            for (String phase : phases[n % 8 == 0 ? 0 : random.nextInt(8)].split(" / ", -1)) {
                String[] parts = phase.split(" ", -1);
                String row = "r" + n + "-" + event++ + ",run-" + n + "," + parts[0] + ","
                        + at.plusSeconds(60L * Integer.parseInt(parts[1])) + "," + place + ","
                        + (n % 10 == 9 ? "run-" + (n - 1) : "") + "," + (parts.length > 2 ? parts[2] : "") + built
                        + "\n";
                csv.append(row);
                if (random.nextInt(12) == 0) {
                    csv.append(row);
                }
            }
        }
        return csv.toString();
    }

    private String incidents() {
        StringBuilder csv =
                new StringBuilder("eventId,incidentId,phase,occurredAt,service,severity,causeChangeId,external\n");
        List<String> services = List.of("web", "shop", "accounts", "old-web", "unheard-of");
        List<String> severities = List.of("MINOR", "MAJOR", "CRITICAL");
        for (int n = 0; n < 14; n++) {
            String service = services.get(random.nextInt(services.size()));
            String rest = "," + service + "," + severities.get(n % 3) + "," + (n % 7 == 3 ? "run-" + 2 * n : "") + ","
                    + (n % 6 == 5);
            Instant at = BEGIN.plus(Duration.ofMinutes(1_440L * 17 + n * 1_700L + random.nextInt(900)));
            String id = "i" + n;
            csv.append(id + "-1," + id + ",OPENED," + at + rest + "\n");
            csv.append(id + "-2," + id + ",RESOLVED," + at.plus(Duration.ofMinutes(25 + n)) + rest + "\n");
            if (n % 4 == 1) {
                csv.append(id + "-3," + id + ",OPENED," + at.plus(Duration.ofMinutes(80)) + rest + "\n");
                csv.append(id + "-4," + id + ",RESOLVED," + at.plus(Duration.ofMinutes(130)) + rest + "\n");
            }
        }
        return csv.toString();
    }

    /** Every ten minutes some requests of each service; those of the canary are slower. */
    private String activity() {
        StringBuilder csv = new StringBuilder("eventId,occurredAt,verb,service,learner,cohort,success,value\n");
        int number = 0;
        for (Instant at = BEGIN; at.isBefore(END); at = at.plusSeconds(600)) {
            for (String service : List.of("web", "shop", "old-web", "web", "nobodys")) {
                boolean canary = random.nextInt(4) == 0;
                csv.append("a" + number++ + "," + at.plusMillis(random.nextInt(600_000)) + ",req," + service + ",l"
                        + random.nextInt(300) + "," + (canary ? "canary" : "stable") + ","
                        + (random.nextInt(12) > 0) + "," + (random.nextInt(900) + (canary ? 350 : 100)) / 1000.0
                        + "\n");
            }
        }
        return csv.toString();
    }
}
