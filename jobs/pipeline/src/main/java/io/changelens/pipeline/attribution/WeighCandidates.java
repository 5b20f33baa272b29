package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.AttributedIncident;
import io.changelens.core.attribution.Attribution;
import io.changelens.core.attribution.AttributionRules;
import io.changelens.core.attribution.Candidate;
import io.changelens.core.attribution.EvidenceReply;
import io.changelens.core.attribution.EvidenceSchedule;
import io.changelens.core.attribution.IncidentCase;
import io.changelens.pipeline.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Weighs the candidates that all services report for an incident, again at each revision of a reply or of the incident.
 *
 * <p>The revision of a row combines the number of the incident's events, the number of events of the changes near it,
 * and the number of completed evidence analyses. It therefore ends the same in whatever order the input arrives.
 *
 * <p>State: the incident and one evidence reply per service, until {@code delivery.retention} has passed since the
 * incident opened.
 */
public final class WeighCandidates
        extends KeyedCoProcessFunction<String, EvidenceReply, IncidentCase, AttributedIncident> {

    private static final int ANALYSIS_BITS = 12;
    private static final int CHANGE_BITS = 28;

    private final AttributionRules rules;
    private final long retention;
    private transient ValueState<IncidentCase> incident;
    private transient MapState<String, EvidenceReply> replies;
    private transient ValueState<AttributedIncident> latest;

    /**
     * Creates a function.
     *
     * @param settings settings of the delivery job
     */
    public WeighCandidates(Settings settings) {
        rules = settings.attribution();
        retention = settings.retention().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        incident = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("incident", TypeInformation.of(IncidentCase.class)));
        replies = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "evidence-replies", Types.STRING, TypeInformation.of(EvidenceReply.class)));
        latest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("latest", TypeInformation.of(AttributedIncident.class)));
    }

    @Override
    public void processElement1(EvidenceReply reply, Context context, Collector<AttributedIncident> out)
            throws Exception {
        replies.put(reply.service(), reply);
        // The incident may have been forgotten already: the reply alone would stay.
        context.timerService().registerEventTimeTimer(reply.openedAt() + retention);
        weigh(out);
    }

    @Override
    public void processElement2(IncidentCase revision, Context context, Collector<AttributedIncident> out)
            throws Exception {
        IncidentCase known = incident.value();
        boolean newer = known == null || (known.events() <= revision.events() && !known.equals(revision));
        if (newer) {
            incident.update(revision);
            context.timerService().registerEventTimeTimer(revision.openedAt() + retention);
            weigh(out);
        }
    }

    private void weigh(Collector<AttributedIncident> out) throws Exception {
        IncidentCase known = incident.value();
        if (known == null) {
            return;
        }
        List<EvidenceReply> asked = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        long changeEvents = 0;
        long analyses = 0;
        boolean complete = true;
        for (EvidenceReply reply : replies.values()) {
            // A reply for another opening time answers a request from before the opening was corrected.
            if (!known.distances().containsKey(reply.service()) || reply.openedAt() != known.openedAt()) {
                continue;
            }
            asked.add(reply);
            candidates.addAll(reply.candidates());
            changeEvents += reply.changeEvents();
            analyses += reply.analysis();
            complete &= reply.analysis() >= EvidenceSchedule.COMPLETE;
        }
        candidates.replaceAll(candidate -> withCallers(candidate, asked));
        candidates.sort((a, b) -> a.changeId().compareTo(b.changeId()));
        Attribution attribution =
                Attribution.weigh(candidates, known.distances(), known.cause(), known.external(), rules);
        AttributedIncident row = new AttributedIncident(
                known,
                attribution.weighed(),
                attribution.unattributed(),
                complete && !candidates.isEmpty(),
                (((known.events() << CHANGE_BITS) + changeEvents) << ANALYSIS_BITS) + analyses);
        if (!row.equals(latest.value())) {
            latest.update(row);
            out.collect(row);
        }
    }

    /** Adds what the services that call the changed one, by the catalog now, show at the change. */
    private static Candidate withCallers(Candidate candidate, List<EvidenceReply> replies) {
        Set<String> callers = Set.copyOf(candidate.callers());
        return candidate.withCallers(replies.stream()
                .filter(reply -> callers.contains(reply.service()))
                .flatMap(reply -> reply.shiftsAt(candidate.changeId()).stream())
                .toList());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AttributedIncident> out) throws Exception {
        IncidentCase known = incident.value();
        if (known == null) {
            forgetReplies(timestamp);
        } else if (known.openedAt() + retention <= timestamp) {
            incident.clear();
            replies.clear();
            latest.clear();
        }
    }

    private void forgetReplies(long now) throws Exception {
        List<String> over = new ArrayList<>();
        for (EvidenceReply reply : replies.values()) {
            if (reply.openedAt() + retention <= now) {
                over.add(reply.service());
            }
        }
        for (String service : over) {
            replies.remove(service);
        }
    }
}
