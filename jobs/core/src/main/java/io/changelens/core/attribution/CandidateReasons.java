package io.changelens.core.attribution;

import io.changelens.core.attribution.Attribution.WeighedCandidate;
import io.changelens.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lists what speaks for or against a candidate, from the factors of its weight. */
public final class CandidateReasons {

    /** With a likelihood ratio below this, the KPIs speak against the candidate. */
    private static final double NO_WORSE = 0.5;

    private CandidateReasons() {}

    /**
     * Returns the reasons of a candidate, the strongest first. A change that was reported as the cause, but of which nothing
     * else is known, has that reason only.
     */
    public static List<Reason> of(WeighedCandidate weighed) {
        Candidate candidate = weighed.candidate();
        List<Reason> reasons = new ArrayList<>();
        if (weighed.reported()) {
            reasons.add(CandidateReason.REPORTED.with());
        }
        Evidence evidence = candidate.evidence();
        if (evidence.reason() != null) {
            reasons.add(evidence.reason());
        } else if (weighed.factors().evidence() < NO_WORSE) {
            reasons.add(CandidateReason.KPIS_NO_WORSE.with());
        } else if (evidence.factor() == 1 && !weighed.reported()) {
            reasons.add(CandidateReason.NO_DATA.with());
        }
        switch (candidate.result()) {
            case FAILED -> reasons.add(CandidateReason.FAILED.with());
            case ROLLED_BACK -> reasons.add(CandidateReason.ROLLED_BACK_AFTERWARDS.with());
            case ROLLED_BACK_BEFORE -> reasons.add(CandidateReason.ROLLED_BACK_BEFORE.with());
            case LIVE -> {}
        }
        if (!candidate.service().isEmpty()) {
            long minutes = Math.round((double) candidate.sinceLive() / TimeUnit.MINUTES.toMillis(1));
            reasons.add(
                    candidate.running()
                            ? CandidateReason.STILL_RUNNING.with(minutes)
                            : CandidateReason.LIVE_BEFORE.with(minutes));
            reasons.add(place(weighed.distance()));
            switch (candidate.type()) {
                case STANDARD -> reasons.add(CandidateReason.STANDARD_CHANGE.with());
                case NORMAL -> reasons.add(CandidateReason.NORMAL_CHANGE.with());
                case EMERGENCY -> reasons.add(CandidateReason.EMERGENCY_CHANGE.with());
                case UNKNOWN -> {}
            }
        }
        return reasons;
    }

    private static Reason place(int distance) {
        if (distance == 0) {
            return CandidateReason.ON_THE_SERVICE.with();
        }
        return distance > 0 ? CandidateReason.UPSTREAM.with(distance) : CandidateReason.DOWNSTREAM.with(-distance);
    }
}
