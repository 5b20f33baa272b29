package io.changelens.core.catalog;

import io.changelens.schemas.Activity;
import io.changelens.schemas.Service;
import io.changelens.schemas.ValueStream;
import io.changelens.schemas.ValueStreamCatalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service that serves a value stream, so that a change of the service may affect the value stream's KPIs.
 *
 * @param valueStream id of the value stream
 * @param service id of the service
 * @param distance length of the shortest dependency path from a service that an activity uses directly (0) to this
 *     service
 * @param activities ids of the activities that use the service directly, in order; empty at distances above 0
 */
public record Reach(String valueStream, String service, int distance, List<String> activities) {

    /** Returns all pairs of a value stream and a service that serves it. Dependencies may be cyclic. */
    static List<Reach> of(ValueStreamCatalog catalog) {
        Map<String, List<String>> dependsOn = dependencies(catalog);
        List<Reach> all = new ArrayList<>();
        for (ValueStream stream : catalog.getValueStreams()) {
            all.addAll(of(stream, dependsOn));
        }
        return List.copyOf(all);
    }

    /** Returns the direct dependencies of each service. */
    static Map<String, List<String>> dependencies(ValueStreamCatalog catalog) {
        Map<String, List<String>> dependsOn = new HashMap<>();
        for (Service service : catalog.getServices()) {
            dependsOn.put(service.getId(), service.getDependsOn());
        }
        return dependsOn;
    }

    private static List<Reach> of(ValueStream stream, Map<String, List<String>> dependsOn) {
        Map<String, List<String>> direct = new LinkedHashMap<>();
        for (Activity activity : stream.getActivities()) {
            for (String service : activity.getServices()) {
                direct.computeIfAbsent(service, s -> new ArrayList<>()).add(activity.getId());
            }
        }
        Map<String, Integer> distances = distances(direct.keySet(), dependsOn);
        List<Reach> reached = new ArrayList<>();
        distances.forEach((service, distance) -> reached.add(
                new Reach(stream.getId(), service, distance, List.copyOf(direct.getOrDefault(service, List.of())))));
        return reached;
    }

    /**
     * Returns the length of the shortest dependency path to each service that can be reached. The search is breadth
     * first, so the first visit to a service is along a shortest path.
     *
     * @param begin ids of the services to start from, at distance 0
     * @param dependsOn neighbours of each service
     */
    static Map<String, Integer> distances(Collection<String> begin, Map<String, List<String>> dependsOn) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        begin.forEach(service -> distances.put(service, 0));
        Deque<String> queue = new ArrayDeque<>(distances.keySet());
        while (!queue.isEmpty()) {
            String service = queue.remove();
            for (String dependency : dependsOn.getOrDefault(service, List.of())) {
                if (distances.putIfAbsent(dependency, distances.get(service) + 1) == null) {
                    queue.add(dependency);
                }
            }
        }
        return distances;
    }
}
