package io.changelens.local.clickhouse;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The child JVM of {@link ClickHouse}: opens the listeners, then reads standard input to its end in a query, which is
 * how long the library serves.
 */
public final class ClickHouseMain {

    // A port that cannot be had ends it: so who gets an answer over HTTP knows that both are ours.
    private static final String SERVE = "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP;"
            + " SELECT count() FROM file('/dev/stdin', LineAsString)";

    private ClickHouseMain() {}

    /**
     * Runs it.
     *
     * @param args the path of the library, then options of the ClickHouse command line
     */
    public static void main(String[] args) {
        List<String> command = new ArrayList<>(List.of("clickhouse"));
        command.addAll(Arrays.asList(args).subList(1, args.length));
        command.add("--query=" + SERVE);
        NativeLibrary library = NativeLibrary.getInstance(args[0]);
        StringArray argv = new StringArray(command.toArray(new String[0]));
        // The library prints its own errors.
        library.getFunction("chdb_query_cmdline").invoke(Pointer.class, new Object[] {command.size(), argv});
    }
}
