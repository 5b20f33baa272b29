-- What do the codes of an estimate mean? The comments name those that came with bases of days, controls and the check for unsettled noise.
ALTER TABLE change_effects
    COMMENT COLUMN method 'Steps of the method: PLACEBO_REGRESSION, BASE_OF_DAYS, LESS_COMPARISON, LESS_CONTROLS, COMMON_SHOCK, HALF_UNIT_ADDED, OTHER_CHANGES_NOT_AVOIDED, ON_VOLUME (docs/method.md); empty without an estimate',
    COMMENT COLUMN insufficient 'Why there is no estimate: all figures are then 0 and p is 1; empty if there is one. NOT_LIVE, NEGATIVE_SUMS, NOT_FINITE, WINDOW_HARDLY_BEGUN, FEW_EVENTS, LITTLE_HISTORY, WINDOW_HALF_EMPTY, NO_EARLIER_WEEKS, FEW_PLACEBOS, UNSETTLED or NEVER_VARIED',
    COMMENT COLUMN insufficient_args 'Arguments of insufficient as name=value: least (events); days, needed (days of history); days (for how long it has been unsettled)';
