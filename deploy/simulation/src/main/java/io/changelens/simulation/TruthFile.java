package io.changelens.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the truth of a simulation as JSON, for people who want to compare; no job reads it. */
public final class TruthFile {

    private TruthFile() {}

    /**
     * Writes the file.
     *
     * @param simulation the simulation
     * @param file path of the file; its directory is created
     * @throws IOException if it cannot be written
     */
    public static void write(Simulation simulation, Path file) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode json = mapper.createObjectNode();
        json.put("participation", simulation.termOnTerm("participation") - 1);
        json.put("technicalComplaints", simulation.termOnTerm("technical-complaints") - 1);
        ArrayNode changes = json.putArray("changes");
        for (SimulatedChange change : simulation.changes()) {
            ObjectNode node = changes.addObject()
                    .put("changeId", change.id())
                    .put("kind", change.kind().name())
                    .put("service", change.service())
                    .put("live", change.live().toString());
            if (!change.until().equals(Planted.FOREVER)) {
                node.put("until", change.until().toString());
            }
            ArrayNode moves = node.putArray("moves");
            for (Planted planted : change.planted()) {
                moves.addObject()
                        .put("service", planted.lever().service())
                        .put("verb", planted.lever().verb())
                        .put("factor", planted.factor());
            }
        }
        ArrayNode incidents = json.putArray("incidents");
        for (SimulatedIncident incident : simulation.incidents()) {
            incidents.addObject().put("incidentId", incident.id()).put("cause", incident.cause());
        }
        Files.createDirectories(file.getParent());
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    }
}
