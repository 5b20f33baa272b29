package io.changelens.verify.cookbook;

import io.changelens.verify.cookbook.Row.Alert;
import io.changelens.verify.cookbook.Row.Attribution;
import io.changelens.verify.cookbook.Row.Balance;
import io.changelens.verify.cookbook.Row.Change;
import io.changelens.verify.cookbook.Row.Collision;
import io.changelens.verify.cookbook.Row.Effect;
import io.changelens.verify.cookbook.Row.Incident;
import io.changelens.verify.cookbook.Row.Kpi;
import io.changelens.verify.cookbook.Row.Late;
import io.changelens.verify.cookbook.Row.LateSum;
import io.changelens.verify.cookbook.Row.Outcome;
import io.changelens.verify.cookbook.Row.Reach;
import io.changelens.verify.cookbook.Row.Refused;
import io.changelens.verify.cookbook.Row.ServiceName;
import io.changelens.verify.cookbook.Row.Stage;
import io.changelens.verify.cookbook.Row.Stream;
import io.changelens.verify.cookbook.Row.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of every table that hold: one per key. Beside them stand older revisions and copies, which ClickHouse gets
 * too and has to hide.
 */
public final class World {

    final List<Change> changes = new ArrayList<>();
    final List<Stage> stages = new ArrayList<>();
    final List<Incident> incidents = new ArrayList<>();
    final List<Attribution> attributions = new ArrayList<>();
    final List<Collision> collisions = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    final List<Refused> refused = new ArrayList<>();
    final List<Late> late = new ArrayList<>();
    final List<LateSum> lateSums = new ArrayList<>();
    final List<Balance> balances = new ArrayList<>();
    final List<Stream> streams = new ArrayList<>();
    final List<ServiceName> serviceNames = new ArrayList<>();
    final List<Reach> reach = new ArrayList<>();
    final List<Kpi> kpis = new ArrayList<>();
    final List<Window> windows = new ArrayList<>();

    /** Rows that are replaced by those above, by table. */
    final Map<String, List<Row>> replaced = new LinkedHashMap<>();

    /** All that hold, by the name of their table. */
    Map<String, List<? extends Row>> tables() {
        Map<String, List<? extends Row>> tables = new LinkedHashMap<>();
        tables.put("changes", changes);
        tables.put("flow_stages", stages);
        tables.put("incidents", incidents);
        tables.put("incident_attributions", attributions);
        tables.put("release_collisions", collisions);
        tables.put("change_effects", effects);
        tables.put("outcome_minutes", outcomes);
        tables.put("change_alerts", alerts);
        tables.put("rejected_records", refused);
        tables.put("late_events", late);
        tables.put("late_sums", lateSums);
        tables.put("intake_balances", balances);
        tables.put("catalog_value_streams", streams);
        tables.put("catalog_service_names", serviceNames);
        tables.put("catalog_reach", reach);
        tables.put("catalog_kpis", kpis);
        tables.put("release_windows", windows);
        return tables;
    }

    void replace(String table, Row row) {
        replaced.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
    }
}
