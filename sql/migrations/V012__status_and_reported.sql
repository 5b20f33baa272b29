-- One word for one thing: a maturity is that of a value stream's process, a status that of a row; what was reported is reported.
ALTER TABLE change_effects RENAME COLUMN maturity TO status;
ALTER TABLE incident_attributions RENAME COLUMN maturity TO status;
ALTER TABLE incident_attributions RENAME COLUMN explicit TO reported;
