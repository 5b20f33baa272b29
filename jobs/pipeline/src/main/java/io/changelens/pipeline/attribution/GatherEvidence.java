package io.changelens.pipeline.attribution;

import io.changelens.core.attribution.AttributionRules;
import io.changelens.core.attribution.Candidate;
import io.changelens.core.attribution.CandidateSearch;
import io.changelens.core.attribution.DeployedChange;
import io.changelens.core.attribution.Evidence;
import io.changelens.core.attribution.EvidenceReply;
import io.changelens.core.attribution.EvidenceReply.AtCalled;
import io.changelens.core.attribution.EvidenceRequest;
import io.changelens.core.attribution.EvidenceSchedule;
import io.changelens.core.attribution.KpiShift;
import io.changelens.pipeline.config.Settings;
import java.time.Duration;
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
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Answers evidence requests about incidents for one service: the changes of the service that were live or running within the
 * look-back before the incident, with the evidence of the service's KPIs for each, and what these KPIs show at the changes
 * of services that it calls. A reply is sent at once, again when
 * a change or the incident is revised, and at each time of the {@link EvidenceSchedule}. Between these times, and when the
 * watermark stalls, a provisional reply is sent at most once in each {@code outcomes.preview-delay}.
 *
 * <p>State: changes, those of called services, requests and replies of the service for {@code delivery.retention}, like the histories they come
 * from; {@link ServiceKpis} as long as the last reply about an incident may read them. When minutes have been removed, the
 * evidence of the previous reply is kept.
 */
public final class GatherEvidence extends KeyedCoProcessFunction<String, ServiceMinute, ServiceInput, EvidenceReply> {

    private static final MapStateDescriptor<String, DeployedChange> CHANGES =
            new MapStateDescriptor<>("changes", Types.STRING, TypeInformation.of(DeployedChange.class));
    private static final MapStateDescriptor<String, DeployedChange> CALLED =
            new MapStateDescriptor<>("changes-of-called", Types.STRING, TypeInformation.of(DeployedChange.class));
    private static final MapStateDescriptor<String, EvidenceRequest> REQUESTS =
            new MapStateDescriptor<>("requests", Types.STRING, TypeInformation.of(EvidenceRequest.class));
    private static final MapStateDescriptor<String, EvidenceReply> ANSWERS =
            new MapStateDescriptor<>("answers", Types.STRING, TypeInformation.of(EvidenceReply.class));

    private final CandidateSearch search;
    private final EvidenceSchedule schedule;
    private final Duration kept;
    private final long retention;
    private final long previewDelay;
    private transient ServiceKpis kpis;
    private transient ValueState<Long> latestMinute;
    private transient MapState<String, DeployedChange> changes;
    private transient MapState<String, DeployedChange> called;
    private transient MapState<String, EvidenceRequest> requests;
    private transient MapState<String, EvidenceReply> answers;

    /** A function with the options of the delivery job. */
    public GatherEvidence(Settings settings) {
        AttributionRules rules = settings.attribution();
        search = new CandidateSearch(rules);
        schedule = EvidenceSchedule.of(rules, settings.lateness());
        kept = rules.lookBack()
                .plus(rules.before())
                .plus(rules.after())
                .plus(settings.lateness())
                .plusHours(1);
        retention = settings.retention().toMillis();
        previewDelay = settings.previewDelay().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        kpis = new ServiceKpis(getRuntimeContext(), kept);
        latestMinute = getRuntimeContext().getState(new ValueStateDescriptor<>("latest-minute", Types.LONG));
        changes = getRuntimeContext().getMapState(CHANGES);
        called = getRuntimeContext().getMapState(CALLED);
        requests = getRuntimeContext().getMapState(REQUESTS);
        answers = getRuntimeContext().getMapState(ANSWERS);
    }

    @Override
    public void processElement1(ServiceMinute minute, Context context, Collector<EvidenceReply> out) throws Exception {
        TimerService timers = context.timerService();
        timers.registerEventTimeTimer(kpis.put(minute));
        long time = minute.outcome().getMinute().toEpochMilli();
        Long latest = latestMinute.value();
        if (latest == null || time > latest) {
            latestMinute.update(time);
        }
        timers.registerProcessingTimeTimer((timers.currentProcessingTime() / previewDelay + 1) * previewDelay);
    }

    @Override
    public void processElement2(ServiceInput input, Context context, Collector<EvidenceReply> out) throws Exception {
        if (input.change() != null) {
            boolean own = input.change().service().equals(input.service());
            receive(input.change(), own ? changes : called, context.timerService(), out);
        } else {
            receive(input.request(), context.timerService(), out);
        }
    }

    private void receive(
            DeployedChange change,
            MapState<String, DeployedChange> of,
            TimerService timers,
            Collector<EvidenceReply> out)
            throws Exception {
        DeployedChange known = of.get(change.changeId());
        boolean stale = known != null && (known.events() > change.events() || known.equals(change));
        if (stale || (known == null && !change.production())) {
            return;
        }
        of.put(change.changeId(), change);
        timers.registerEventTimeTimer(change.lastEvent() + retention);
        for (EvidenceRequest request : requests.values()) {
            boolean near = search.isNear(change, request.openedAt())
                    || (known != null && search.isNear(known, request.openedAt()));
            if (near) {
                answer(request, timers.currentWatermark(), out);
            }
        }
    }

    private void receive(EvidenceRequest request, TimerService timers, Collector<EvidenceReply> out) throws Exception {
        EvidenceRequest known = requests.get(request.incidentId());
        if (known != null && (known.events() > request.events() || known.equals(request))) {
            return;
        }
        requests.put(request.incidentId(), request);
        timers.registerEventTimeTimer(request.openedAt() + retention);
        if (known == null || known.openedAt() != request.openedAt()) {
            schedule.delays().forEach(delay -> timers.registerEventTimeTimer(request.openedAt() + delay));
            answer(request, timers.currentWatermark(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EvidenceReply> out) throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            preview(context.timerService().currentWatermark(), out);
        } else {
            replyAndTidy(timestamp, out);
        }
    }

    private void preview(long now, Collector<EvidenceReply> out) throws Exception {
        Long latest = latestMinute.value();
        for (EvidenceRequest request : requests.values()) {
            boolean begun = latest != null && request.openedAt() <= latest;
            if (begun && schedule.over(request.openedAt(), now) < EvidenceSchedule.COUNT) {
                answer(request, now, out);
            }
        }
    }

    private void replyAndTidy(long timestamp, Collector<EvidenceReply> out) throws Exception {
        List<EvidenceRequest> over = new ArrayList<>();
        for (EvidenceRequest request : requests.values()) {
            if (request.openedAt() + retention <= timestamp) {
                over.add(request);
            } else if (schedule.delays().contains(timestamp - request.openedAt())) {
                answer(request, timestamp, out);
            }
        }
        for (EvidenceRequest request : over) {
            requests.remove(request.incidentId());
            answers.remove(request.incidentId());
        }
        forget(changes, timestamp);
        forget(called, timestamp);
        kpis.tidy(timestamp);
    }

    private void forget(MapState<String, DeployedChange> of, long now) throws Exception {
        List<String> over = new ArrayList<>();
        for (DeployedChange change : of.values()) {
            if (change.lastEvent() + retention <= now) {
                over.add(change.changeId());
            }
        }
        for (String id : over) {
            of.remove(id);
        }
    }

    private void answer(EvidenceRequest request, long now, Collector<EvidenceReply> out) throws Exception {
        EvidenceReply before = answers.get(request.incidentId());
        List<Candidate> candidates = new ArrayList<>();
        long events = 0;
        for (DeployedChange change : changes.values()) {
            events += search.isNear(change, request.openedAt()) ? change.events() : 0;
            if (search.isCandidate(change, request.openedAt())) {
                candidates.add(CandidateSearch.candidate(
                        change, request.openedAt(), evidence(change, request.openedAt(), before, now)));
            }
        }
        candidates.sort((a, b) -> a.changeId().compareTo(b.changeId()));
        int analysis = schedule.over(request.openedAt(), now);
        List<AtCalled> atCalled = atCalled(request, before, now);
        EvidenceReply answer = new EvidenceReply(
                request.incidentId(), request.service(), request.openedAt(), candidates, atCalled, events, analysis);
        boolean silent = before == null && candidates.isEmpty() && atCalled.isEmpty() && events == 0;
        if (!silent && !answer.equals(before)) {
            answers.put(request.incidentId(), answer);
            out.collect(answer);
        }
    }

    private Evidence evidence(DeployedChange change, long openedAt, EvidenceReply before, long now) throws Exception {
        if (!kpis.keeps(search.evidenceFrom(change, openedAt), now) && before != null) {
            for (Candidate candidate : before.candidates()) {
                if (candidate.changeId().equals(change.changeId())) {
                    return candidate.evidence();
                }
            }
        }
        return kpis.evidence(search, change, openedAt);
    }

    private List<AtCalled> atCalled(EvidenceRequest request, EvidenceReply before, long now) throws Exception {
        long openedAt = request.openedAt();
        List<AtCalled> all = new ArrayList<>();
        Set<String> canaries = null;
        for (DeployedChange change : called.values()) {
            if (search.isCandidate(change, openedAt)) {
                // A service may have thousands of changes with long scopes, and need none of them.
                canaries = canaries == null ? search.cohorts(changes.values(), openedAt) : canaries;
                List<KpiShift> shifts = kpis.keeps(search.evidenceFrom(change, openedAt), now) || before == null
                        ? kpis.shiftsWithout(canaries, search.ofCallers(change, openedAt))
                        : before.shiftsAt(change.changeId());
                List<KpiShift> compared = shifts.stream()
                        .filter(KpiShift::compared)
                        .map(shift -> shift.inCaller(request.service()))
                        .toList();
                if (!compared.isEmpty()) {
                    all.add(new AtCalled(change.changeId(), compared));
                }
            }
        }
        all.sort((a, b) -> a.changeId().compareTo(b.changeId()));
        return all;
    }
}
