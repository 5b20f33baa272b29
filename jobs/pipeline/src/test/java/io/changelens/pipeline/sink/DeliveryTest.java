package io.changelens.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.pipeline.sink.DatabaseErrors.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final Database database = new Database();
    private final SimpleCounter retries = new SimpleCounter();
    private final List<Long> pauses = new ArrayList<>();
    private final DatabaseWait wait = new DatabaseWait("t", retries, this::sleep);
    private final List<Integer> refused = new ArrayList<>();
    private boolean othersAreTaken = true;
    private Runnable whileAsleep = () -> {};

    private void sleep(long millis) throws InterruptedException {
        if (pauses.size() > 1000) {
            throw new InterruptedException();
        }
        pauses.add(millis);
        whileAsleep.run();
    }

    private void deliver(int rows) throws InterruptedException {
        new Delivery(database, wait, new Delivery.Refused() {
                    @Override
                    public void row(TableRow row, InsertFailed why) {
                        refused.add(number(row));
                    }

                    @Override
                    public boolean alone(List<TableRow> few, InsertFailed why) {
                        if (othersAreTaken) {
                            few.forEach(row -> row(row, why));
                        }
                        return othersAreTaken;
                    }
                })
                .deliver(IntStream.range(0, rows).mapToObj(DeliveryTest::row).toList());
    }

    private static TableRow row(int number) {
        return new TableRow(List.of(number), null, 1, null);
    }

    private static int number(TableRow row) {
        return (Integer) row.values().get(0);
    }

    @Test
    void oneRowOfTwentyThousandIsFoundInFewInserts() throws Exception {
        database.refuses = List.of(13_007);
        deliver(20_000);

        assertThat(refused).containsExactly(13_007);
        assertThat(database.rows).hasSize(19_999).doesNotContain(13_007);
        assertThat(database.inserts).isLessThan(40);
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatTheDriverCannotExpressIsKnownAtOnce() throws Exception {
        database.cannotExpress = List.of(0, 500, 999);
        deliver(1_000);

        assertThat(refused).containsExactlyInAnyOrder(0, 500, 999);
        assertThat(database.rows).hasSize(997);
        assertThat(database.inserts).isLessThan(10);
    }

    @Test
    void whenAllRowsAreRefusedAllAreKept() throws Exception {
        database.refuses = IntStream.range(0, 64).boxed().toList();
        deliver(64);

        assertThat(refused).hasSize(64);
        assertThat(database.rows).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForLongerEachTimeAndNothingIsRefused() throws Exception {
        database.away = 9;
        long[] seen = new long[1];
        whileAsleep = () -> seen[0] = Math.max(seen[0], wait.awayMillis());
        deliver(10);

        assertThat(database.rows).hasSize(10);
        assertThat(refused).isEmpty();
        assertThat(pauses).containsExactly(1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L, 30000L);
        assertThat(retries.getCount()).isEqualTo(9);
        assertThat(seen[0]).isPositive();
        assertThat(wait.awayMillis()).isZero();
    }

    @Test
    void waitingEndsWhenTheJobIsCancelled() {
        database.away = Integer.MAX_VALUE;

        assertThatThrownBy(() -> deliver(1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aFailureThatDoesNotSayIsDecidedByTheOtherRows() throws Exception {
        database.puzzles = List.of(3, 77);
        deliver(100);

        assertThat(refused).containsExactlyInAnyOrder(3, 77);
        assertThat(database.rows).hasSize(98);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aFailureOfAllRowsThatDoesNotSayIsADatabaseThatIsAway() throws Exception {
        database.puzzles = IntStream.range(0, 20_000).boxed().toList();
        whileAsleep = () -> {
            if (pauses.size() == 7) {
                database.puzzles = List.of();
            }
        };
        deliver(20_000);

        assertThat(refused).isEmpty();
        assertThat(database.rows).hasSize(20_000);
        assertThat(database.inserts).isLessThan(500);
    }

    @Test
    void oneRowThatKeepsFailingIsRefusedWhenItsKeeperTakesIt() throws Exception {
        database.puzzles = List.of(0);
        deliver(1);

        assertThat(refused).containsExactly(0);
        assertThat(pauses).containsExactly(1000L, 2000L, 4000L, 8000L);
    }

    @Test
    void oneRowThatKeepsFailingIsTriedOnAsLongAsItsKeeperFailsToo() throws Exception {
        database.puzzles = List.of(0);
        othersAreTaken = false;
        whileAsleep = () -> {
            if (pauses.size() == 20) {
                database.puzzles = List.of();
            }
        };
        deliver(1);

        assertThat(refused).isEmpty();
        assertThat(database.rows).containsExactly(0);
    }

    /** Takes all rows of an insert or none. */
    private static final class Database implements Inserts {
        private final TreeSet<Integer> rows = new TreeSet<>();
        private List<Integer> refuses = List.of();
        private List<Integer> cannotExpress = List.of();
        private List<Integer> puzzles = List.of();
        private int away;
        private int inserts;

        @Override
        public void insert(List<TableRow> batch) throws InsertFailed {
            inserts++;
            if (away > 0) {
                away--;
                throw new InsertFailed(Verdict.AWAY, InsertFailed.NO_ROW, new IOException("no route"));
            }
            List<Integer> numbers = batch.stream().map(DeliveryTest::number).toList();
            for (int i = 0; i < numbers.size(); i++) {
                if (cannotExpress.contains(numbers.get(i))) {
                    throw new InsertFailed(Verdict.REFUSED, i, new IllegalArgumentException("out of range"));
                }
            }
            if (numbers.stream().anyMatch(refuses::contains)) {
                throw new InsertFailed(Verdict.REFUSED, InsertFailed.NO_ROW, new IOException("constraint"));
            }
            if (puzzles.size() > 1000 || numbers.stream().anyMatch(puzzles::contains)) {
                throw new InsertFailed(Verdict.UNDECIDED, InsertFailed.NO_ROW, new IOException("puzzle"));
            }
            rows.addAll(numbers);
        }
    }
}
