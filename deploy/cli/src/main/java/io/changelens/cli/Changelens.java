package io.changelens.cli;

import io.changelens.local.UserError;
import io.changelens.local.files.Directories;
import io.changelens.mapping.row.InputError;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code changelens} with its subcommands. */
@Command(
        name = "changelens",
        description = "What did each change do to the value streams it was meant to serve?",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ImportCommand.class,
            QueryCommand.class,
            DashboardCommand.class,
            RelayCommand.class,
            ReceiveCommand.class,
            CalibrateCommand.class,
            DoctorCommand.class,
            FetchClickHouseCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Changelens implements Runnable {

    /** System property with the path of the log file; see log4j2.xml. */
    private static final String LOG_FILE = "changelens.log";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs a command and exits with its code: 0 on success, 1 on failure, 2 if the command line is wrong.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        logTo(Directories.state(System.getenv()).resolve("changelens.log"));
        System.exit(commandLine().execute(args));
    }

    /** Sets the log file. Has an effect only before anything is logged. */
    public static void logTo(Path file) {
        System.setProperty(LOG_FILE, file.toString());
    }

    /**
     * The command line parser, which prints a {@link UserError} as one line and other exceptions with their stack
     * trace.
     */
    public static CommandLine commandLine() {
        return new CommandLine(new Changelens())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Changelens::badCommandLine)
                .setExecutionExceptionHandler(Changelens::failed);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static int badCommandLine(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("changelens: " + oneLine(e.getMessage()) + "; see "
                + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof UserError || e instanceof InputError) {
            err.println("changelens: " + oneLine(e.getMessage()));
        } else {
            e.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
