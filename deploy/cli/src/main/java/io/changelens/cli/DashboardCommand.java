package io.changelens.cli;

import io.changelens.local.Endpoints;
import io.changelens.local.UserError;
import io.changelens.local.dashboard.DashboardAccess;
import io.changelens.local.files.Directories;
import io.changelens.local.stack.StackState;
import picocli.CommandLine.Command;

/** {@code changelens dashboard}: prints the dashboard link of the running stack to the user who owns the stack. */
@Command(
        name = "dashboard",
        description = "Prints the link that opens the dashboard of the running stack in a browser.",
        mixinStandardHelpOptions = true)
public final class DashboardCommand implements Runnable {

    @Override
    public void run() {
        Endpoints at = StackState.running(StackState.file(Directories.state(System.getenv())))
                .orElseThrow(() -> new UserError("no stack is running; start one with changelens up"))
                .endpoints();
        System.out.println(DashboardAccess.of(at.dataDir()).link(at.dashboard()));
    }
}
