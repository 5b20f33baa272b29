package io.changelens.local.clickhouse;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Main class of {@link ClickHouse}'s child JVM. It opens the listeners and then runs a query that reads standard input
 * to its end; the library serves clients as long as that query runs.
 */
public final class ClickHouseMain {

    // A port that cannot be bound ends the process. So if HTTP answers, both ports are ours.
    private static final String SERVE = "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP;"
            + " SELECT count() FROM file('/dev/stdin', LineAsString)";

    private ClickHouseMain() {}

    /**
     * Runs the server.
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
