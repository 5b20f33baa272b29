-- Which outcome minutes belong to a whole value stream, and what do their columns mean?
-- Availability and the observed minutes of volumes are made for a value stream, not for a service or cohort.
ALTER TABLE outcome_minutes
    COMMENT COLUMN service 'Service that was used; empty for a minute of the whole value stream: availability, or an observed minute of a volume',
    COMMENT COLUMN cohort 'Cohort of the learners; empty for a minute of the whole value stream',
    COMMENT COLUMN events 'Revision of the row: distinct events counted; of availability, 1 and the events of the incidents that touch the minute';

ALTER TABLE catalog_kpis
    COMMENT COLUMN unit 'Unit of the ratio, such as ratio, rating, seconds or currency; of a volume, unless it is named: per minute';
