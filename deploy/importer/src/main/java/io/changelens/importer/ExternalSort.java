package io.changelens.importer;

import io.changelens.schemas.EncodedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of events by time in bounded memory. The sort is stable: events with equal times keep the order in
 * which they were added.
 *
 * <p>Events that do not fit into memory are written, as sorted runs one after the other, to a single temporary file. It
 * is deleted on opening, which Unix does at once, so not even a killed process leaves it behind.
 */
public final class ExternalSort implements Closeable {
    /** Memory of an event beyond its key and value (objects, headers, references), bytes. */
    private static final int OVERHEAD = 96;

    private static final int MERGE_MEMORY = 32 << 20;

    private static final Comparator<Sequenced> ORDER =
            Comparator.<Sequenced>comparingLong(s -> s.event().time()).thenComparingLong(Sequenced::sequence);

    private final int maxEvents;
    private final long maxBytes;
    private final List<Sequenced> memory = new ArrayList<>();
    private final List<SortedRun> runs = new ArrayList<>();
    private FileChannel spill;
    private long memoryBytes;
    private long size;

    /**
     * An event and its position.
     *
     * @param event the event
     * @param sequence position among all events that were added, from 0
     * @param origin where it was read, see {@link Origins}
     */
    public record Sequenced(EncodedRecord event, long sequence, long origin) {}

    /** Receives the events in order. */
    public interface Receiver {
        /**
         * Receives the next event.
         *
         * @param event the event
         * @param origin where it was read, see {@link Origins}
         */
        void accept(EncodedRecord event, long origin) throws IOException;
    }

    /**
     * Makes an empty sorter.
     *
     * @param maxEvents largest number of events in memory
     * @param maxBytes approximate limit of memory, bytes
     */
    public ExternalSort(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds an event.
     *
     * @param event the event
     * @param origin where it was read, see {@link Origins}
     * @throws IOException if the temporary file cannot be written
     */
    public void add(EncodedRecord event, long origin) throws IOException {
        memory.add(new Sequenced(event, size++, origin));
        memoryBytes += event.key().length + event.value().length + OVERHEAD;
        if (memory.size() >= maxEvents || memoryBytes >= maxBytes) {
            spill();
        }
    }

    /** The number of events added so far. */
    public long size() {
        return size;
    }

    /**
     * Passes all events in order to a receiver. Can be called once.
     *
     * @throws IOException if the temporary file cannot be read, or the receiver fails
     */
    public void drainTo(Receiver receiver) throws IOException {
        memory.sort(ORDER);
        if (runs.isEmpty()) {
            for (Sequenced s : memory) {
                receiver.accept(s.event(), s.origin());
            }
            return;
        }
        if (!memory.isEmpty()) {
            spill();
        }
        merge(receiver);
    }

    private void spill() throws IOException {
        if (spill == null) {
            Path file = Files.createTempFile("changelens-import", ".sorted");
            spill = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        memory.sort(ORDER);
        runs.add(SortedRun.write(spill, memory));
        memory.clear();
        memoryBytes = 0;
    }

    private void merge(Receiver receiver) throws IOException {
        int buffer = Math.max(4 << 10, Math.min(256 << 10, MERGE_MEMORY / runs.size()));
        PriorityQueue<SortedRun.Cursor> heads =
                new PriorityQueue<>(runs.size(), Comparator.comparing(SortedRun.Cursor::head, ORDER));
        for (SortedRun run : runs) {
            heads.add(run.read(spill, buffer));
        }
        while (!heads.isEmpty()) {
            SortedRun.Cursor next = heads.remove();
            receiver.accept(next.head().event(), next.head().origin());
            if (next.advance()) {
                heads.add(next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        memory.clear();
        if (spill != null) {
            spill.close();
        }
    }
}
