package io.changelens.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final int FAR = 1000;

    private static ValueStream stream(String id, Activity... activities) {
        return new ValueStream(id, id, null, List.of(activities), List.of(), "UTC");
    }

    private static Activity activity(String id, String... services) {
        return new Activity(id, id, List.of(services));
    }

    private static Service service(String id, String... dependsOn) {
        return new Service(id, id, null, List.of(dependsOn), List.of());
    }

    private static List<Reach> of(List<ValueStream> streams, Service... services) {
        return Reach.of(new ValueStreamCatalog(1L, Instant.EPOCH, streams, List.of(services), List.of()));
    }

    @Test
    void aServiceIsAsFarAsItsShortestWay() {
        assertThat(of(
                        List.of(stream("learn", activity("watch", "player"), activity("sit", "exam"))),
                        service("player", "edge"),
                        service("edge", "store"),
                        service("exam", "store"),
                        service("store"),
                        service("mail", "store")))
                .containsExactlyInAnyOrder(
                        new Reach("learn", "player", 0, List.of("watch")),
                        new Reach("learn", "exam", 0, List.of("sit")),
                        new Reach("learn", "edge", 1, List.of()),
                        new Reach("learn", "store", 1, List.of()));
    }

    @Test
    void aServiceThatIsUsedAndDependedOnIsUsed() {
        assertThat(of(
                        List.of(stream("learn", activity("watch", "player", "store"), activity("sit", "store"))),
                        service("player", "store"),
                        service("store")))
                .contains(new Reach("learn", "store", 0, List.of("watch", "sit")));
    }

    @Test
    void streamsAreInTheOrderOfTheCatalogAndEachReachesOnItsOwn() {
        assertThat(of(
                        List.of(stream("teach", activity("plan", "console")), stream("learn", activity("sit", "exam"))),
                        service("exam", "console"),
                        service("console")))
                .extracting(Reach::valueStream, Reach::service, Reach::distance)
                .containsExactly(tuple("teach", "console", 0), tuple("learn", "exam", 0), tuple("learn", "console", 1));
    }

    @Test
    void aStreamWithoutServicesReachesNothing() {
        assertThat(of(List.of(stream("learn")), service("exam"))).isEmpty();
    }

    /** Against Floyd's algorithm, whatever circles there are. */
    @Property(tries = 300)
    void distancesAreTheShortestWaysOfAGraph(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size, @ForAll @IntRange(max = 20) int edges) {
        Random random = new Random(seed);
        int[][] far = new int[size][size];
        Map<String, List<String>> dependsOn = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Arrays.fill(far[i], FAR);
            far[i][i] = 0;
            dependsOn.put("s" + i, new ArrayList<>());
        }
        for (int e = 0; e < edges; e++) {
            int from = random.nextInt(size);
            int to = random.nextInt(size);
            far[from][to] = Math.min(far[from][to], 1);
            dependsOn.get("s" + from).add("s" + to);
        }
        for (int via = 0; via < size; via++) {
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    far[from][to] = Math.min(far[from][to], far[from][via] + far[via][to]);
                }
            }
        }
        int one = random.nextInt(size);
        int other = random.nextInt(size);
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < size; i++) {
            int distance = Math.min(far[one][i], far[other][i]);
            if (distance < FAR) {
                expected.put("s" + i, distance);
            }
        }

        assertThat(Reach.distances(List.of("s" + one, "s" + other), dependsOn)).isEqualTo(expected);
    }
}
