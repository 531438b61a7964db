PRAGMA application_id = 1263420491;
PRAGMA user_version = 1;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)
 STRICT;
CREATE TABLE step (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    "by" TEXT NOT NULL,
    source TEXT NOT NULL,
    verb TEXT NOT NULL,
    reverts INTEGER,
    undo_next INTEGER,
    redo_next INTEGER,
    CONSTRAINT pk_step PRIMARY KEY (id),
    CONSTRAINT uq_step_uid UNIQUE (uid),
    CONSTRAINT fk_step_reverts FOREIGN KEY(reverts) REFERENCES step (id),
    CONSTRAINT fk_step_undo_next FOREIGN KEY(undo_next) REFERENCES step (id),
    CONSTRAINT fk_step_redo_next FOREIGN KEY(redo_next) REFERENCES step (id)
)
 STRICT;
CREATE INDEX ix_step_day ON step (day);
CREATE TABLE record (
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    created_step INTEGER NOT NULL,
    CONSTRAINT pk_record PRIMARY KEY (id),
    CONSTRAINT uq_record_code UNIQUE (code),
    CONSTRAINT fk_record_created_step FOREIGN KEY(created_step) REFERENCES step (id)
)
 STRICT;
CREATE INDEX ix_record_type_code_key ON record (type, code_key);
CREATE TABLE counter (
    prefix TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (prefix, year)
)
 STRICT;
CREATE TABLE link (
    source TEXT NOT NULL,
    field TEXT NOT NULL,
    target TEXT NOT NULL,
    CONSTRAINT pk_link PRIMARY KEY (source, field, target),
    CONSTRAINT fk_link_source FOREIGN KEY(source) REFERENCES record (id),
    CONSTRAINT fk_link_target FOREIGN KEY(target) REFERENCES record (id)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_link_target ON link (target);
CREATE TABLE history (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    step INTEGER NOT NULL,
    old TEXT,
    new TEXT,
    CONSTRAINT pk_history PRIMARY KEY (record, field, step),
    CONSTRAINT fk_history_step FOREIGN KEY(step) REFERENCES step (id)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_history_field_step ON history (field, step);
CREATE INDEX ix_history_step ON history (step);
CREATE TABLE derived (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT,
    sort TEXT,
    reason TEXT NOT NULL,
    hint TEXT NOT NULL,
    since TEXT NOT NULL,
    next_change TEXT,
    CONSTRAINT pk_derived PRIMARY KEY (record, field),
    CONSTRAINT fk_derived_record FOREIGN KEY(record) REFERENCES record (id)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_derived_next_change ON derived (next_change);
CREATE INDEX ix_derived_type_field_sort ON derived (type, field, sort);
CREATE TABLE tombstone (
    record TEXT NOT NULL,
    step INTEGER NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_tombstone PRIMARY KEY (record),
    CONSTRAINT fk_tombstone_step FOREIGN KEY(step) REFERENCES step (id)
)
 STRICT;
CREATE TABLE search_text (
    id INTEGER NOT NULL,
    record TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_search_text PRIMARY KEY (id),
    CONSTRAINT uq_search_text_record UNIQUE (record),
    CONSTRAINT fk_search_text_record FOREIGN KEY(record) REFERENCES record (id)
)
 STRICT;
CREATE TABLE strategy (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    version TEXT,
    version__key TEXT,
    valid_from TEXT,
    valid_to TEXT,
    decision TEXT,
    frozen INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_strategy PRIMARY KEY (id),
    CONSTRAINT fk_strategy_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_strategy_decision FOREIGN KEY(decision) REFERENCES decision (id)
)
 STRICT;
CREATE INDEX ix_strategy_decision ON strategy (decision);
CREATE INDEX ix_strategy_title ON strategy (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_trashed ON strategy (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_strategy_valid_from ON strategy (valid_from) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_valid_to ON strategy (valid_to) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_version ON strategy (version__key) WHERE trashed IS NULL;
CREATE TABLE goal (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    description TEXT,
    strategy TEXT,
    parent TEXT,
    level TEXT,
    level__key INTEGER,
    target_year INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_goal PRIMARY KEY (id),
    CONSTRAINT fk_goal_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_goal_strategy FOREIGN KEY(strategy) REFERENCES strategy (id),
    CONSTRAINT fk_goal_parent FOREIGN KEY(parent) REFERENCES goal (id)
)
 STRICT;
CREATE INDEX ix_goal_level ON goal (level__key) WHERE trashed IS NULL;
CREATE INDEX ix_goal_parent ON goal (parent);
CREATE INDEX ix_goal_strategy ON goal (strategy);
CREATE INDEX ix_goal_target_year ON goal (target_year) WHERE trashed IS NULL;
CREATE INDEX ix_goal_title ON goal (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_goal_trashed ON goal (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE action_field (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    number TEXT,
    number__key TEXT,
    lead_unit TEXT,
    colour TEXT,
    colour__key TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_action_field PRIMARY KEY (id),
    CONSTRAINT fk_action_field_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_action_field_lead_unit FOREIGN KEY(lead_unit) REFERENCES org_unit (id)
)
 STRICT;
CREATE INDEX ix_action_field_colour ON action_field (colour__key) WHERE trashed IS NULL;
CREATE INDEX ix_action_field_lead_unit ON action_field (lead_unit);
CREATE INDEX ix_action_field_number ON action_field (number__key) WHERE trashed IS NULL;
CREATE INDEX ix_action_field_title ON action_field (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_action_field_trashed ON action_field (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE strategy_item (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    status TEXT,
    status__key INTEGER,
    status_reason TEXT,
    priority TEXT,
    priority__key INTEGER,
    description TEXT,
    benefit TEXT,
    next_step TEXT,
    next_step__key TEXT,
    next_step_due TEXT,
    origin TEXT,
    origin__key INTEGER,
    parent TEXT,
    action_field TEXT,
    lead_unit TEXT,
    responsible TEXT,
    deputy TEXT,
    start_planned TEXT,
    end_planned TEXT,
    end_original TEXT,
    end_forecast TEXT,
    start_actual TEXT,
    end_actual TEXT,
    progress INTEGER,
    progress_by_hand INTEGER,
    light_by_hand TEXT,
    light_by_hand__key INTEGER,
    light_reason TEXT,
    light_reason__key TEXT,
    light_until TEXT,
    cost_total INTEGER,
    cost_actual INTEGER,
    cost_committed INTEGER,
    budget_account TEXT,
    budget_account__key TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_strategy_item PRIMARY KEY (id),
    CONSTRAINT fk_strategy_item_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_strategy_item_parent FOREIGN KEY(parent) REFERENCES strategy_item (id),
    CONSTRAINT fk_strategy_item_action_field FOREIGN KEY(action_field) REFERENCES action_field (id),
    CONSTRAINT fk_strategy_item_lead_unit FOREIGN KEY(lead_unit) REFERENCES org_unit (id),
    CONSTRAINT fk_strategy_item_responsible FOREIGN KEY(responsible) REFERENCES person (id),
    CONSTRAINT fk_strategy_item_deputy FOREIGN KEY(deputy) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_strategy_item_action_field ON strategy_item (action_field);
CREATE INDEX ix_strategy_item_budget_account ON strategy_item (budget_account__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_cost_actual ON strategy_item (cost_actual) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_cost_committed ON strategy_item (cost_committed) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_cost_total ON strategy_item (cost_total) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_deputy ON strategy_item (deputy);
CREATE INDEX ix_strategy_item_end_actual ON strategy_item (end_actual) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_end_forecast ON strategy_item (end_forecast) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_end_original ON strategy_item (end_original) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_end_planned ON strategy_item (end_planned) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_kind ON strategy_item (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_lead_unit ON strategy_item (lead_unit);
CREATE INDEX ix_strategy_item_light_by_hand ON strategy_item (light_by_hand__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_light_reason ON strategy_item (light_reason__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_light_until ON strategy_item (light_until) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_next_step ON strategy_item (next_step__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_next_step_due ON strategy_item (next_step_due) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_origin ON strategy_item (origin__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_parent ON strategy_item (parent);
CREATE INDEX ix_strategy_item_priority ON strategy_item (priority__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_progress ON strategy_item (progress) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_responsible ON strategy_item (responsible);
CREATE INDEX ix_strategy_item_start_actual ON strategy_item (start_actual) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_start_planned ON strategy_item (start_planned) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_status ON strategy_item (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_title ON strategy_item (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_strategy_item_trashed ON strategy_item (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE milestone (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    item TEXT,
    strategy TEXT,
    due_planned TEXT,
    due_original TEXT,
    due_forecast TEXT,
    done_on TEXT,
    weight INTEGER,
    mandatory INTEGER,
    dropped INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_milestone PRIMARY KEY (id),
    CONSTRAINT fk_milestone_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_milestone_item FOREIGN KEY(item) REFERENCES strategy_item (id),
    CONSTRAINT fk_milestone_strategy FOREIGN KEY(strategy) REFERENCES strategy (id)
)
 STRICT;
CREATE INDEX ix_milestone_done_on ON milestone (done_on) WHERE trashed IS NULL;
CREATE INDEX ix_milestone_due_forecast ON milestone (due_forecast) WHERE trashed IS NULL;
CREATE INDEX ix_milestone_due_original ON milestone (due_original) WHERE trashed IS NULL;
CREATE INDEX ix_milestone_due_planned ON milestone (due_planned) WHERE trashed IS NULL;
CREATE INDEX ix_milestone_item ON milestone (item);
CREATE INDEX ix_milestone_strategy ON milestone (strategy);
CREATE INDEX ix_milestone_title ON milestone (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_milestone_trashed ON milestone (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_milestone_weight ON milestone (weight) WHERE trashed IS NULL;
CREATE TABLE indicator (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    item TEXT,
    goal TEXT,
    unit TEXT,
    unit__key TEXT,
    direction TEXT,
    direction__key INTEGER,
    baseline INTEGER,
    baseline_on TEXT,
    target INTEGER,
    target_on TEXT,
    range_low INTEGER,
    range_high INTEGER,
    frequency TEXT,
    frequency__key INTEGER,
    source TEXT,
    source__key TEXT,
    owner TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_indicator PRIMARY KEY (id),
    CONSTRAINT fk_indicator_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_indicator_item FOREIGN KEY(item) REFERENCES strategy_item (id),
    CONSTRAINT fk_indicator_goal FOREIGN KEY(goal) REFERENCES goal (id),
    CONSTRAINT fk_indicator_owner FOREIGN KEY(owner) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_indicator_baseline ON indicator (baseline) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_baseline_on ON indicator (baseline_on) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_direction ON indicator (direction__key) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_frequency ON indicator (frequency__key) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_goal ON indicator (goal);
CREATE INDEX ix_indicator_item ON indicator (item);
CREATE INDEX ix_indicator_owner ON indicator (owner);
CREATE INDEX ix_indicator_range_high ON indicator (range_high) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_range_low ON indicator (range_low) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_source ON indicator (source__key) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_target ON indicator (target) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_target_on ON indicator (target_on) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_title ON indicator (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_indicator_trashed ON indicator (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_indicator_unit ON indicator (unit__key) WHERE trashed IS NULL;
CREATE TABLE reading (
    id TEXT NOT NULL,
    indicator TEXT,
    measured_on TEXT,
    value INTEGER,
    provisional INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_reading PRIMARY KEY (id),
    CONSTRAINT fk_reading_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_reading_indicator FOREIGN KEY(indicator) REFERENCES indicator (id)
)
 STRICT;
CREATE INDEX ix_reading_indicator ON reading (indicator);
CREATE INDEX ix_reading_measured_on ON reading (measured_on) WHERE trashed IS NULL;
CREATE INDEX ix_reading_trashed ON reading (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_reading_value ON reading (value) WHERE trashed IS NULL;
CREATE TABLE risk (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    item TEXT,
    kind TEXT,
    kind__key INTEGER,
    category TEXT,
    category__key INTEGER,
    status TEXT,
    status__key INTEGER,
    probability INTEGER,
    impact INTEGER,
    handling TEXT,
    handling__key INTEGER,
    countermeasure TEXT,
    review_on TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_risk PRIMARY KEY (id),
    CONSTRAINT fk_risk_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_risk_item FOREIGN KEY(item) REFERENCES strategy_item (id)
)
 STRICT;
CREATE INDEX ix_risk_category ON risk (category__key) WHERE trashed IS NULL;
CREATE INDEX ix_risk_handling ON risk (handling__key) WHERE trashed IS NULL;
CREATE INDEX ix_risk_impact ON risk (impact) WHERE trashed IS NULL;
CREATE INDEX ix_risk_item ON risk (item);
CREATE INDEX ix_risk_kind ON risk (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_risk_probability ON risk (probability) WHERE trashed IS NULL;
CREATE INDEX ix_risk_review_on ON risk (review_on) WHERE trashed IS NULL;
CREATE INDEX ix_risk_status ON risk (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_risk_title ON risk (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_risk_trashed ON risk (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE reporting_period (
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    label__key TEXT,
    start TEXT,
    "end" TEXT,
    due_on TEXT,
    closed INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_reporting_period PRIMARY KEY (id),
    CONSTRAINT fk_reporting_period_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_reporting_period_due_on ON reporting_period (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_reporting_period_end ON reporting_period ("end") WHERE trashed IS NULL;
CREATE INDEX ix_reporting_period_label ON reporting_period (label__key) WHERE trashed IS NULL;
CREATE INDEX ix_reporting_period_start ON reporting_period (start) WHERE trashed IS NULL;
CREATE INDEX ix_reporting_period_trashed ON reporting_period (trashed) WHERE trashed IS NOT NULL;
CREATE UNIQUE INDEX uq_reporting_period_label ON reporting_period (label__key) WHERE trashed IS NULL;
CREATE TABLE status_report (
    id TEXT NOT NULL,
    item TEXT,
    period TEXT,
    reported_by TEXT,
    reported_on TEXT,
    channel TEXT,
    channel__key INTEGER,
    status TEXT,
    status__key INTEGER,
    progress INTEGER,
    end_forecast TEXT,
    text_done TEXT,
    text_next TEXT,
    text_problem TEXT,
    decision_needed TEXT,
    decision_needed__key INTEGER,
    council_text TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_status_report PRIMARY KEY (id),
    CONSTRAINT fk_status_report_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_status_report_item FOREIGN KEY(item) REFERENCES strategy_item (id),
    CONSTRAINT fk_status_report_period FOREIGN KEY(period) REFERENCES reporting_period (id),
    CONSTRAINT fk_status_report_reported_by FOREIGN KEY(reported_by) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_status_report_channel ON status_report (channel__key) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_decision_needed ON status_report (decision_needed__key) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_end_forecast ON status_report (end_forecast) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_item ON status_report (item);
CREATE INDEX ix_status_report_period ON status_report (period);
CREATE INDEX ix_status_report_progress ON status_report (progress) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_reported_by ON status_report (reported_by);
CREATE INDEX ix_status_report_reported_on ON status_report (reported_on) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_status ON status_report (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_status_report_trashed ON status_report (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE org_unit (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name__key TEXT,
    number TEXT,
    number__key TEXT,
    short_name TEXT,
    short_name__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    dezernat TEXT,
    dezernat__key TEXT,
    parent TEXT,
    head TEXT,
    mailbox TEXT,
    mailbox__key TEXT,
    lotse_required INTEGER,
    lotse_target INTEGER,
    valid_from TEXT,
    valid_to TEXT,
    successor TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_org_unit PRIMARY KEY (id),
    CONSTRAINT fk_org_unit_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_org_unit_parent FOREIGN KEY(parent) REFERENCES org_unit (id),
    CONSTRAINT fk_org_unit_head FOREIGN KEY(head) REFERENCES person (id),
    CONSTRAINT fk_org_unit_successor FOREIGN KEY(successor) REFERENCES org_unit (id)
)
 STRICT;
CREATE INDEX ix_org_unit_dezernat ON org_unit (dezernat__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_head ON org_unit (head);
CREATE INDEX ix_org_unit_kind ON org_unit (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_lotse_target ON org_unit (lotse_target) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_mailbox ON org_unit (mailbox__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_name ON org_unit (name__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_number ON org_unit (number__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_parent ON org_unit (parent);
CREATE INDEX ix_org_unit_short_name ON org_unit (short_name__key) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_successor ON org_unit (successor);
CREATE INDEX ix_org_unit_trashed ON org_unit (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_org_unit_valid_from ON org_unit (valid_from) WHERE trashed IS NULL;
CREATE INDEX ix_org_unit_valid_to ON org_unit (valid_to) WHERE trashed IS NULL;
CREATE TABLE person (
    id TEXT NOT NULL,
    last_name TEXT NOT NULL,
    last_name__key TEXT,
    first_name TEXT,
    first_name__key TEXT,
    salutation TEXT,
    salutation__key INTEGER,
    title TEXT,
    title__key TEXT,
    unit TEXT,
    position TEXT,
    position__key TEXT,
    active INTEGER,
    email TEXT,
    email__key TEXT,
    phone TEXT,
    phone__key TEXT,
    room TEXT,
    room__key TEXT,
    absent_until TEXT,
    source TEXT,
    source__key TEXT,
    purpose TEXT,
    purpose__key TEXT,
    legal_basis TEXT,
    legal_basis__key INTEGER,
    consent_on TEXT,
    delete_check_on TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT fk_person_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_person_unit FOREIGN KEY(unit) REFERENCES org_unit (id)
)
 STRICT;
CREATE INDEX ix_person_absent_until ON person (absent_until) WHERE trashed IS NULL;
CREATE INDEX ix_person_consent_on ON person (consent_on) WHERE trashed IS NULL;
CREATE INDEX ix_person_delete_check_on ON person (delete_check_on) WHERE trashed IS NULL;
CREATE INDEX ix_person_email ON person (email__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_first_name ON person (first_name__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_last_name ON person (last_name__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_legal_basis ON person (legal_basis__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_phone ON person (phone__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_position ON person (position__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_purpose ON person (purpose__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_room ON person (room__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_salutation ON person (salutation__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_source ON person (source__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_title ON person (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_person_trashed ON person (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_person_unit ON person (unit);
CREATE TABLE lotse_role (
    id TEXT NOT NULL,
    person TEXT,
    unit TEXT,
    kind TEXT,
    kind__key INTEGER,
    since TEXT,
    until TEXT,
    end_reason TEXT,
    end_reason__key TEXT,
    appointed_by TEXT,
    appointed_by__key TEXT,
    appointed_on TEXT,
    time_share INTEGER,
    topics TEXT,
    topics__key TEXT,
    trainings TEXT,
    trainings__key TEXT,
    handover_to TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_lotse_role PRIMARY KEY (id),
    CONSTRAINT fk_lotse_role_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_lotse_role_person FOREIGN KEY(person) REFERENCES person (id),
    CONSTRAINT fk_lotse_role_unit FOREIGN KEY(unit) REFERENCES org_unit (id),
    CONSTRAINT fk_lotse_role_handover_to FOREIGN KEY(handover_to) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_lotse_role_appointed_by ON lotse_role (appointed_by__key) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_appointed_on ON lotse_role (appointed_on) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_end_reason ON lotse_role (end_reason__key) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_handover_to ON lotse_role (handover_to);
CREATE INDEX ix_lotse_role_kind ON lotse_role (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_person ON lotse_role (person);
CREATE INDEX ix_lotse_role_since ON lotse_role (since) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_time_share ON lotse_role (time_share) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_topics ON lotse_role (topics__key) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_trainings ON lotse_role (trainings__key) WHERE trashed IS NULL;
CREATE INDEX ix_lotse_role_trashed ON lotse_role (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_lotse_role_unit ON lotse_role (unit);
CREATE INDEX ix_lotse_role_until ON lotse_role (until) WHERE trashed IS NULL;
CREATE TABLE "group" (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    description TEXT,
    city_rep TEXT,
    fee INTEGER,
    notice_until TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_group PRIMARY KEY (id),
    CONSTRAINT fk_group_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_group_city_rep FOREIGN KEY(city_rep) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_group_city_rep ON "group" (city_rep);
CREATE INDEX ix_group_fee ON "group" (fee) WHERE trashed IS NULL;
CREATE INDEX ix_group_kind ON "group" (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_group_notice_until ON "group" (notice_until) WHERE trashed IS NULL;
CREATE INDEX ix_group_title ON "group" (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_group_trashed ON "group" (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE membership (
    id TEXT NOT NULL,
    "group" TEXT,
    person TEXT,
    unit TEXT,
    organisation TEXT,
    organisation__key TEXT,
    role TEXT,
    role__key TEXT,
    since TEXT,
    until TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT fk_membership_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_membership_group FOREIGN KEY("group") REFERENCES "group" (id),
    CONSTRAINT fk_membership_person FOREIGN KEY(person) REFERENCES person (id),
    CONSTRAINT fk_membership_unit FOREIGN KEY(unit) REFERENCES org_unit (id)
)
 STRICT;
CREATE INDEX ix_membership_group ON membership ("group");
CREATE INDEX ix_membership_organisation ON membership (organisation__key) WHERE trashed IS NULL;
CREATE INDEX ix_membership_person ON membership (person);
CREATE INDEX ix_membership_role ON membership (role__key) WHERE trashed IS NULL;
CREATE INDEX ix_membership_since ON membership (since) WHERE trashed IS NULL;
CREATE INDEX ix_membership_trashed ON membership (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_membership_unit ON membership (unit);
CREATE INDEX ix_membership_until ON membership (until) WHERE trashed IS NULL;
CREATE TABLE stakeholder (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    "group" TEXT,
    group__key INTEGER,
    interest INTEGER,
    influence INTEGER,
    engagement TEXT,
    engagement__key INTEGER,
    owner TEXT,
    next_contact_on TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_stakeholder PRIMARY KEY (id),
    CONSTRAINT fk_stakeholder_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_stakeholder_owner FOREIGN KEY(owner) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_stakeholder_engagement ON stakeholder (engagement__key) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_group ON stakeholder (group__key) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_influence ON stakeholder (influence) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_interest ON stakeholder (interest) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_next_contact_on ON stakeholder (next_contact_on) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_owner ON stakeholder (owner);
CREATE INDEX ix_stakeholder_title ON stakeholder (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_stakeholder_trashed ON stakeholder (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE event (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    state TEXT,
    state__key INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    audience TEXT,
    audience__key TEXT,
    result TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT fk_event_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_event_audience ON event (audience__key) WHERE trashed IS NULL;
CREATE INDEX ix_event_ends_on ON event (ends_on) WHERE trashed IS NULL;
CREATE INDEX ix_event_kind ON event (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_event_starts_on ON event (starts_on) WHERE trashed IS NULL;
CREATE INDEX ix_event_state ON event (state__key) WHERE trashed IS NULL;
CREATE INDEX ix_event_title ON event (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_event_trashed ON event (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE interaction (
    id TEXT NOT NULL,
    held_on TEXT,
    kind TEXT,
    kind__key INTEGER,
    note TEXT,
    follow_up TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_interaction PRIMARY KEY (id),
    CONSTRAINT fk_interaction_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_interaction_follow_up ON interaction (follow_up) WHERE trashed IS NULL;
CREATE INDEX ix_interaction_held_on ON interaction (held_on) WHERE trashed IS NULL;
CREATE INDEX ix_interaction_kind ON interaction (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_interaction_trashed ON interaction (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE meeting_series (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    rhythm TEXT,
    rhythm__key TEXT,
    weekday TEXT,
    weekday__key INTEGER,
    time_of_day TEXT,
    duration INTEGER,
    place TEXT,
    place__key TEXT,
    chair TEXT,
    minutes_by TEXT,
    standing_items TEXT,
    freeze_days INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_meeting_series PRIMARY KEY (id),
    CONSTRAINT fk_meeting_series_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_meeting_series_chair FOREIGN KEY(chair) REFERENCES person (id),
    CONSTRAINT fk_meeting_series_minutes_by FOREIGN KEY(minutes_by) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_meeting_series_chair ON meeting_series (chair);
CREATE INDEX ix_meeting_series_duration ON meeting_series (duration) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_freeze_days ON meeting_series (freeze_days) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_minutes_by ON meeting_series (minutes_by);
CREATE INDEX ix_meeting_series_place ON meeting_series (place__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_rhythm ON meeting_series (rhythm__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_time_of_day ON meeting_series (time_of_day) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_title ON meeting_series (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series_trashed ON meeting_series (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_meeting_series_weekday ON meeting_series (weekday__key) WHERE trashed IS NULL;
CREATE TABLE meeting (
    id TEXT NOT NULL,
    series TEXT,
    number TEXT,
    number__key TEXT,
    held_on TEXT,
    start TEXT,
    "end" TEXT,
    place TEXT,
    place__key TEXT,
    status TEXT,
    status__key INTEGER,
    approved_on TEXT,
    approved_by TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT fk_meeting_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_meeting_series FOREIGN KEY(series) REFERENCES meeting_series (id),
    CONSTRAINT fk_meeting_approved_by FOREIGN KEY(approved_by) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_meeting_approved_by ON meeting (approved_by);
CREATE INDEX ix_meeting_approved_on ON meeting (approved_on) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_end ON meeting ("end") WHERE trashed IS NULL;
CREATE INDEX ix_meeting_held_on ON meeting (held_on) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_number ON meeting (number__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_place ON meeting (place__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_series ON meeting (series);
CREATE INDEX ix_meeting_start ON meeting (start) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_status ON meeting (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_meeting_trashed ON meeting (trashed) WHERE trashed IS NOT NULL;
CREATE UNIQUE INDEX uq_meeting_series_number ON meeting (series, number__key) WHERE trashed IS NULL;
CREATE TABLE attendance (
    id TEXT NOT NULL,
    meeting TEXT,
    person TEXT,
    role TEXT,
    role__key INTEGER,
    state TEXT,
    state__key INTEGER,
    represented_by TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT fk_attendance_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_attendance_meeting FOREIGN KEY(meeting) REFERENCES meeting (id),
    CONSTRAINT fk_attendance_person FOREIGN KEY(person) REFERENCES person (id),
    CONSTRAINT fk_attendance_represented_by FOREIGN KEY(represented_by) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_attendance_meeting ON attendance (meeting);
CREATE INDEX ix_attendance_person ON attendance (person);
CREATE INDEX ix_attendance_represented_by ON attendance (represented_by);
CREATE INDEX ix_attendance_role ON attendance (role__key) WHERE trashed IS NULL;
CREATE INDEX ix_attendance_state ON attendance (state__key) WHERE trashed IS NULL;
CREATE INDEX ix_attendance_trashed ON attendance (trashed) WHERE trashed IS NOT NULL;
CREATE UNIQUE INDEX uq_attendance_meeting_person ON attendance (meeting, person) WHERE trashed IS NULL;
CREATE TABLE agenda_item (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    presenter TEXT,
    minutes_planned INTEGER,
    minutes_actual INTEGER,
    reason TEXT,
    reason__key TEXT,
    preparation TEXT,
    proposal TEXT,
    result TEXT,
    result__key INTEGER,
    meeting TEXT,
    parent TEXT,
    rank TEXT,
    number_fixed TEXT,
    number_fixed__key TEXT,
    origin TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_agenda_item PRIMARY KEY (id),
    CONSTRAINT fk_agenda_item_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_agenda_item_presenter FOREIGN KEY(presenter) REFERENCES person (id),
    CONSTRAINT fk_agenda_item_meeting FOREIGN KEY(meeting) REFERENCES meeting (id),
    CONSTRAINT fk_agenda_item_parent FOREIGN KEY(parent) REFERENCES agenda_item (id),
    CONSTRAINT fk_agenda_item_origin FOREIGN KEY(origin) REFERENCES agenda_item (id)
)
 STRICT;
CREATE INDEX ix_agenda_item_kind ON agenda_item (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_meeting ON agenda_item (meeting);
CREATE INDEX ix_agenda_item_minutes_actual ON agenda_item (minutes_actual) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_minutes_planned ON agenda_item (minutes_planned) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_number_fixed ON agenda_item (number_fixed__key) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_origin ON agenda_item (origin);
CREATE INDEX ix_agenda_item_parent ON agenda_item (parent);
CREATE INDEX ix_agenda_item_presenter ON agenda_item (presenter);
CREATE INDEX ix_agenda_item_rank ON agenda_item (rank) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_reason ON agenda_item (reason__key) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_result ON agenda_item (result__key) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_title ON agenda_item (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_agenda_item_trashed ON agenda_item (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE minute_entry (
    id TEXT NOT NULL,
    agenda_item TEXT,
    rank TEXT,
    kind TEXT,
    kind__key INTEGER,
    text TEXT NOT NULL,
    task TEXT,
    decision TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_minute_entry PRIMARY KEY (id),
    CONSTRAINT fk_minute_entry_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_minute_entry_agenda_item FOREIGN KEY(agenda_item) REFERENCES agenda_item (id),
    CONSTRAINT fk_minute_entry_task FOREIGN KEY(task) REFERENCES task (id),
    CONSTRAINT fk_minute_entry_decision FOREIGN KEY(decision) REFERENCES decision (id)
)
 STRICT;
CREATE INDEX ix_minute_entry_agenda_item ON minute_entry (agenda_item);
CREATE INDEX ix_minute_entry_decision ON minute_entry (decision);
CREATE INDEX ix_minute_entry_kind ON minute_entry (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_minute_entry_rank ON minute_entry (rank) WHERE trashed IS NULL;
CREATE INDEX ix_minute_entry_task ON minute_entry (task);
CREATE INDEX ix_minute_entry_trashed ON minute_entry (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE decision (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    body TEXT,
    body__key INTEGER,
    text TEXT,
    decided_on TEXT,
    votes_yes INTEGER,
    votes_no INTEGER,
    votes_abstain INTEGER,
    paper_no TEXT,
    paper_no__key TEXT,
    implementation TEXT,
    implementation__key INTEGER,
    responsible TEXT,
    due_on TEXT,
    review_on TEXT,
    superseded_by TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT fk_decision_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_decision_responsible FOREIGN KEY(responsible) REFERENCES person (id),
    CONSTRAINT fk_decision_superseded_by FOREIGN KEY(superseded_by) REFERENCES decision (id)
)
 STRICT;
CREATE INDEX ix_decision_body ON decision (body__key) WHERE trashed IS NULL;
CREATE INDEX ix_decision_decided_on ON decision (decided_on) WHERE trashed IS NULL;
CREATE INDEX ix_decision_due_on ON decision (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_decision_implementation ON decision (implementation__key) WHERE trashed IS NULL;
CREATE INDEX ix_decision_kind ON decision (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_decision_paper_no ON decision (paper_no__key) WHERE trashed IS NULL;
CREATE INDEX ix_decision_responsible ON decision (responsible);
CREATE INDEX ix_decision_review_on ON decision (review_on) WHERE trashed IS NULL;
CREATE INDEX ix_decision_superseded_by ON decision (superseded_by);
CREATE INDEX ix_decision_title ON decision (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_decision_trashed ON decision (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_decision_votes_abstain ON decision (votes_abstain) WHERE trashed IS NULL;
CREATE INDEX ix_decision_votes_no ON decision (votes_no) WHERE trashed IS NULL;
CREATE INDEX ix_decision_votes_yes ON decision (votes_yes) WHERE trashed IS NULL;
CREATE TABLE task (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    description TEXT,
    responsible TEXT,
    due_on TEXT,
    due_original TEXT,
    status TEXT,
    status__key INTEGER,
    waiting_for TEXT,
    waiting_for__key TEXT,
    done_on TEXT,
    meeting TEXT,
    agenda_item TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT fk_task_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_task_responsible FOREIGN KEY(responsible) REFERENCES person (id),
    CONSTRAINT fk_task_meeting FOREIGN KEY(meeting) REFERENCES meeting (id),
    CONSTRAINT fk_task_agenda_item FOREIGN KEY(agenda_item) REFERENCES agenda_item (id)
)
 STRICT;
CREATE INDEX ix_task_agenda_item ON task (agenda_item);
CREATE INDEX ix_task_done_on ON task (done_on) WHERE trashed IS NULL;
CREATE INDEX ix_task_due_on ON task (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_task_due_original ON task (due_original) WHERE trashed IS NULL;
CREATE INDEX ix_task_meeting ON task (meeting);
CREATE INDEX ix_task_responsible ON task (responsible);
CREATE INDEX ix_task_status ON task (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_task_title ON task (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_task_trashed ON task (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_task_waiting_for ON task (waiting_for__key) WHERE trashed IS NULL;
CREATE TABLE topic (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    description TEXT,
    proposed_by TEXT,
    proposed_on TEXT,
    earliest TEXT,
    latest TEXT,
    state TEXT,
    state__key INTEGER,
    agenda_item TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_topic PRIMARY KEY (id),
    CONSTRAINT fk_topic_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_topic_proposed_by FOREIGN KEY(proposed_by) REFERENCES person (id),
    CONSTRAINT fk_topic_agenda_item FOREIGN KEY(agenda_item) REFERENCES agenda_item (id)
)
 STRICT;
CREATE INDEX ix_topic_agenda_item ON topic (agenda_item);
CREATE INDEX ix_topic_earliest ON topic (earliest) WHERE trashed IS NULL;
CREATE INDEX ix_topic_latest ON topic (latest) WHERE trashed IS NULL;
CREATE INDEX ix_topic_proposed_by ON topic (proposed_by);
CREATE INDEX ix_topic_proposed_on ON topic (proposed_on) WHERE trashed IS NULL;
CREATE INDEX ix_topic_state ON topic (state__key) WHERE trashed IS NULL;
CREATE INDEX ix_topic_title ON topic (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_topic_trashed ON topic (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE follow_up (
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    text__key TEXT,
    due_on TEXT,
    done INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_follow_up PRIMARY KEY (id),
    CONSTRAINT fk_follow_up_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_follow_up_due_on ON follow_up (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_follow_up_text ON follow_up (text__key) WHERE trashed IS NULL;
CREATE INDEX ix_follow_up_trashed ON follow_up (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE programme (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name__key TEXT,
    funder TEXT,
    funder__key TEXT,
    level TEXT,
    level__key INTEGER,
    managing_body TEXT,
    managing_body__key TEXT,
    legal_basis TEXT,
    legal_basis__key TEXT,
    description TEXT,
    kind TEXT,
    kind__key INTEGER,
    rate_max INTEGER,
    amount_min INTEGER,
    amount_max INTEGER,
    early_start_rule TEXT,
    early_start_rule__key INTEGER,
    call_open TEXT,
    call_close TEXT,
    cutoff TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_programme PRIMARY KEY (id),
    CONSTRAINT fk_programme_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_programme_amount_max ON programme (amount_max) WHERE trashed IS NULL;
CREATE INDEX ix_programme_amount_min ON programme (amount_min) WHERE trashed IS NULL;
CREATE INDEX ix_programme_call_close ON programme (call_close) WHERE trashed IS NULL;
CREATE INDEX ix_programme_call_open ON programme (call_open) WHERE trashed IS NULL;
CREATE INDEX ix_programme_cutoff ON programme (cutoff) WHERE trashed IS NULL;
CREATE INDEX ix_programme_early_start_rule ON programme (early_start_rule__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_funder ON programme (funder__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_kind ON programme (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_legal_basis ON programme (legal_basis__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_level ON programme (level__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_managing_body ON programme (managing_body__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_name ON programme (name__key) WHERE trashed IS NULL;
CREATE INDEX ix_programme_rate_max ON programme (rate_max) WHERE trashed IS NULL;
CREATE INDEX ix_programme_trashed ON programme (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE application (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    programme TEXT,
    status TEXT,
    status__key INTEGER,
    lead_unit TEXT,
    responsible TEXT,
    reference TEXT,
    reference__key TEXT,
    description TEXT,
    deadline TEXT,
    submitted_on TEXT,
    early_start_on TEXT,
    decided_on TEXT,
    decision TEXT,
    period_from TEXT,
    period_to TEXT,
    probability INTEGER,
    cost_total INTEGER,
    cost_eligible INTEGER,
    amount_requested INTEGER,
    amount_granted INTEGER,
    rate_granted INTEGER,
    third_party INTEGER,
    income INTEGER,
    own_cash INTEGER,
    own_kind INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_application PRIMARY KEY (id),
    CONSTRAINT fk_application_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_application_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_application_lead_unit FOREIGN KEY(lead_unit) REFERENCES org_unit (id),
    CONSTRAINT fk_application_responsible FOREIGN KEY(responsible) REFERENCES person (id),
    CONSTRAINT fk_application_decision FOREIGN KEY(decision) REFERENCES decision (id)
)
 STRICT;
CREATE INDEX ix_application_amount_granted ON application (amount_granted) WHERE trashed IS NULL;
CREATE INDEX ix_application_amount_requested ON application (amount_requested) WHERE trashed IS NULL;
CREATE INDEX ix_application_cost_eligible ON application (cost_eligible) WHERE trashed IS NULL;
CREATE INDEX ix_application_cost_total ON application (cost_total) WHERE trashed IS NULL;
CREATE INDEX ix_application_deadline ON application (deadline) WHERE trashed IS NULL;
CREATE INDEX ix_application_decided_on ON application (decided_on) WHERE trashed IS NULL;
CREATE INDEX ix_application_decision ON application (decision);
CREATE INDEX ix_application_early_start_on ON application (early_start_on) WHERE trashed IS NULL;
CREATE INDEX ix_application_income ON application (income) WHERE trashed IS NULL;
CREATE INDEX ix_application_kind ON application (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_lead_unit ON application (lead_unit);
CREATE INDEX ix_application_own_cash ON application (own_cash) WHERE trashed IS NULL;
CREATE INDEX ix_application_own_kind ON application (own_kind) WHERE trashed IS NULL;
CREATE INDEX ix_application_period_from ON application (period_from) WHERE trashed IS NULL;
CREATE INDEX ix_application_period_to ON application (period_to) WHERE trashed IS NULL;
CREATE INDEX ix_application_probability ON application (probability) WHERE trashed IS NULL;
CREATE INDEX ix_application_programme ON application (programme);
CREATE INDEX ix_application_rate_granted ON application (rate_granted) WHERE trashed IS NULL;
CREATE INDEX ix_application_reference ON application (reference__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_responsible ON application (responsible);
CREATE INDEX ix_application_status ON application (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_submitted_on ON application (submitted_on) WHERE trashed IS NULL;
CREATE INDEX ix_application_third_party ON application (third_party) WHERE trashed IS NULL;
CREATE INDEX ix_application_title ON application (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_trashed ON application (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE finance_line (
    id TEXT NOT NULL,
    application TEXT,
    year INTEGER,
    side TEXT,
    side__key INTEGER,
    category TEXT,
    category__key INTEGER,
    source TEXT,
    source__key INTEGER,
    "plan" INTEGER,
    actual INTEGER,
    eligible INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_finance_line PRIMARY KEY (id),
    CONSTRAINT fk_finance_line_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_finance_line_application FOREIGN KEY(application) REFERENCES application (id)
)
 STRICT;
CREATE INDEX ix_finance_line_actual ON finance_line (actual) WHERE trashed IS NULL;
CREATE INDEX ix_finance_line_application ON finance_line (application);
CREATE INDEX ix_finance_line_category ON finance_line (category__key) WHERE trashed IS NULL;
CREATE INDEX ix_finance_line_plan ON finance_line ("plan") WHERE trashed IS NULL;
CREATE INDEX ix_finance_line_side ON finance_line (side__key) WHERE trashed IS NULL;
CREATE INDEX ix_finance_line_source ON finance_line (source__key) WHERE trashed IS NULL;
CREATE INDEX ix_finance_line_trashed ON finance_line (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_finance_line_year ON finance_line (year) WHERE trashed IS NULL;
CREATE TABLE notice (
    id TEXT NOT NULL,
    application TEXT,
    kind TEXT,
    kind__key INTEGER,
    dated_on TEXT,
    received_on TEXT,
    period_from TEXT,
    period_to TEXT,
    amount INTEGER,
    rate INTEGER,
    conditions TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_notice PRIMARY KEY (id),
    CONSTRAINT fk_notice_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_notice_application FOREIGN KEY(application) REFERENCES application (id)
)
 STRICT;
CREATE INDEX ix_notice_amount ON notice (amount) WHERE trashed IS NULL;
CREATE INDEX ix_notice_application ON notice (application);
CREATE INDEX ix_notice_dated_on ON notice (dated_on) WHERE trashed IS NULL;
CREATE INDEX ix_notice_kind ON notice (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_notice_period_from ON notice (period_from) WHERE trashed IS NULL;
CREATE INDEX ix_notice_period_to ON notice (period_to) WHERE trashed IS NULL;
CREATE INDEX ix_notice_rate ON notice (rate) WHERE trashed IS NULL;
CREATE INDEX ix_notice_received_on ON notice (received_on) WHERE trashed IS NULL;
CREATE INDEX ix_notice_trashed ON notice (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE obligation (
    id TEXT NOT NULL,
    application TEXT,
    kind TEXT,
    kind__key INTEGER,
    title TEXT,
    title__key TEXT,
    due_on TEXT,
    internal_due_on TEXT,
    rule TEXT,
    anchor_on TEXT,
    explanation TEXT,
    responsible TEXT,
    status TEXT,
    status__key INTEGER,
    sent_on TEXT,
    proof TEXT,
    proof__key TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_obligation PRIMARY KEY (id),
    CONSTRAINT fk_obligation_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_obligation_application FOREIGN KEY(application) REFERENCES application (id),
    CONSTRAINT fk_obligation_rule FOREIGN KEY(rule) REFERENCES deadline_rule (id),
    CONSTRAINT fk_obligation_responsible FOREIGN KEY(responsible) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_obligation_anchor_on ON obligation (anchor_on) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_application ON obligation (application);
CREATE INDEX ix_obligation_due_on ON obligation (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_internal_due_on ON obligation (internal_due_on) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_kind ON obligation (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_proof ON obligation (proof__key) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_responsible ON obligation (responsible);
CREATE INDEX ix_obligation_rule ON obligation (rule);
CREATE INDEX ix_obligation_sent_on ON obligation (sent_on) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_status ON obligation (status__key) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_title ON obligation (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_obligation_trashed ON obligation (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE drawdown (
    id TEXT NOT NULL,
    application TEXT,
    amount INTEGER,
    state TEXT,
    state__key INTEGER,
    requested_on TEXT,
    needed_until TEXT,
    paid_on TEXT,
    use_by TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_drawdown PRIMARY KEY (id),
    CONSTRAINT fk_drawdown_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_drawdown_application FOREIGN KEY(application) REFERENCES application (id)
)
 STRICT;
CREATE INDEX ix_drawdown_amount ON drawdown (amount) WHERE trashed IS NULL;
CREATE INDEX ix_drawdown_application ON drawdown (application);
CREATE INDEX ix_drawdown_needed_until ON drawdown (needed_until) WHERE trashed IS NULL;
CREATE INDEX ix_drawdown_paid_on ON drawdown (paid_on) WHERE trashed IS NULL;
CREATE INDEX ix_drawdown_requested_on ON drawdown (requested_on) WHERE trashed IS NULL;
CREATE INDEX ix_drawdown_state ON drawdown (state__key) WHERE trashed IS NULL;
CREATE INDEX ix_drawdown_trashed ON drawdown (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_drawdown_use_by ON drawdown (use_by) WHERE trashed IS NULL;
CREATE TABLE application_partner (
    id TEXT NOT NULL,
    application TEXT,
    organisation TEXT,
    country TEXT,
    country__key TEXT,
    role TEXT,
    role__key INTEGER,
    budget INTEGER,
    rate INTEGER,
    co_financing INTEGER,
    agreement_on TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_application_partner PRIMARY KEY (id),
    CONSTRAINT fk_application_partner_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_application_partner_application FOREIGN KEY(application) REFERENCES application (id),
    CONSTRAINT fk_application_partner_organisation FOREIGN KEY(organisation) REFERENCES org_unit (id)
)
 STRICT;
CREATE INDEX ix_application_partner_agreement_on ON application_partner (agreement_on) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_application ON application_partner (application);
CREATE INDEX ix_application_partner_budget ON application_partner (budget) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_co_financing ON application_partner (co_financing) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_country ON application_partner (country__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_organisation ON application_partner (organisation);
CREATE INDEX ix_application_partner_rate ON application_partner (rate) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_role ON application_partner (role__key) WHERE trashed IS NULL;
CREATE INDEX ix_application_partner_trashed ON application_partner (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE order_event (
    id TEXT NOT NULL,
    application TEXT,
    title TEXT,
    title__key TEXT,
    kind TEXT,
    kind__key INTEGER,
    ordered_on TEXT,
    amount INTEGER,
    counts_as_start INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_order_event PRIMARY KEY (id),
    CONSTRAINT fk_order_event_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_order_event_application FOREIGN KEY(application) REFERENCES application (id)
)
 STRICT;
CREATE INDEX ix_order_event_amount ON order_event (amount) WHERE trashed IS NULL;
CREATE INDEX ix_order_event_application ON order_event (application);
CREATE INDEX ix_order_event_kind ON order_event (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_order_event_ordered_on ON order_event (ordered_on) WHERE trashed IS NULL;
CREATE INDEX ix_order_event_title ON order_event (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_order_event_trashed ON order_event (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE deadline_rule (
    id TEXT NOT NULL,
    kind TEXT,
    kind__key INTEGER,
    anchor TEXT,
    anchor__key INTEGER,
    "offset" INTEGER,
    unit TEXT,
    unit__key INTEGER,
    month_end INTEGER,
    if_day_off TEXT,
    if_day_off__key INTEGER,
    source TEXT,
    source__key TEXT,
    version TEXT,
    version__key TEXT,
    checked_on TEXT,
    checked_by TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_deadline_rule PRIMARY KEY (id),
    CONSTRAINT fk_deadline_rule_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_deadline_rule_checked_by FOREIGN KEY(checked_by) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_deadline_rule_anchor ON deadline_rule (anchor__key) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_checked_by ON deadline_rule (checked_by);
CREATE INDEX ix_deadline_rule_checked_on ON deadline_rule (checked_on) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_if_day_off ON deadline_rule (if_day_off__key) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_kind ON deadline_rule (kind__key) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_offset ON deadline_rule ("offset") WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_source ON deadline_rule (source__key) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_trashed ON deadline_rule (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_deadline_rule_unit ON deadline_rule (unit__key) WHERE trashed IS NULL;
CREATE INDEX ix_deadline_rule_version ON deadline_rule (version__key) WHERE trashed IS NULL;
CREATE TABLE sheet_run (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    period TEXT,
    sent_on TEXT,
    due_on TEXT,
    folder TEXT,
    folder__key TEXT,
    message TEXT,
    state TEXT,
    state__key INTEGER,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_sheet_run PRIMARY KEY (id),
    CONSTRAINT fk_sheet_run_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_sheet_run_period FOREIGN KEY(period) REFERENCES reporting_period (id)
)
 STRICT;
CREATE INDEX ix_sheet_run_due_on ON sheet_run (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run_folder ON sheet_run (folder__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run_period ON sheet_run (period);
CREATE INDEX ix_sheet_run_sent_on ON sheet_run (sent_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run_state ON sheet_run (state__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run_title ON sheet_run (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run_trashed ON sheet_run (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE sheet (
    id TEXT NOT NULL,
    run TEXT,
    unit TEXT,
    person TEXT,
    period TEXT,
    file_name TEXT,
    file_name__key TEXT,
    sent_on TEXT,
    due_on TEXT,
    reminded_on TEXT,
    reminded_again_on TEXT,
    export_id TEXT,
    export_id__key TEXT,
    step TEXT,
    step__key TEXT,
    schema TEXT,
    schema__key TEXT,
    checksum TEXT,
    checksum__key TEXT,
    "values" TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_sheet PRIMARY KEY (id),
    CONSTRAINT fk_sheet_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_sheet_run FOREIGN KEY(run) REFERENCES sheet_run (id),
    CONSTRAINT fk_sheet_unit FOREIGN KEY(unit) REFERENCES org_unit (id),
    CONSTRAINT fk_sheet_person FOREIGN KEY(person) REFERENCES person (id),
    CONSTRAINT fk_sheet_period FOREIGN KEY(period) REFERENCES reporting_period (id)
)
 STRICT;
CREATE INDEX ix_sheet_checksum ON sheet (checksum__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_due_on ON sheet (due_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_export_id ON sheet (export_id__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_file_name ON sheet (file_name__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_period ON sheet (period);
CREATE INDEX ix_sheet_person ON sheet (person);
CREATE INDEX ix_sheet_reminded_again_on ON sheet (reminded_again_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_reminded_on ON sheet (reminded_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_run ON sheet (run);
CREATE INDEX ix_sheet_schema ON sheet (schema__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_sent_on ON sheet (sent_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_step ON sheet (step__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_trashed ON sheet (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_sheet_unit ON sheet (unit);
CREATE TABLE sheet_return (
    id TEXT NOT NULL,
    sheet TEXT,
    received_on TEXT,
    received_from TEXT,
    file_name TEXT,
    file_name__key TEXT,
    merged_on TEXT,
    accepted INTEGER,
    refused INTEGER,
    conflicts INTEGER,
    unreadable INTEGER,
    changes TEXT,
    checksum TEXT,
    checksum__key TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_sheet_return PRIMARY KEY (id),
    CONSTRAINT fk_sheet_return_id FOREIGN KEY(id) REFERENCES record (id),
    CONSTRAINT fk_sheet_return_sheet FOREIGN KEY(sheet) REFERENCES sheet (id),
    CONSTRAINT fk_sheet_return_received_from FOREIGN KEY(received_from) REFERENCES person (id)
)
 STRICT;
CREATE INDEX ix_sheet_return_accepted ON sheet_return (accepted) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_checksum ON sheet_return (checksum__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_conflicts ON sheet_return (conflicts) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_file_name ON sheet_return (file_name__key) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_merged_on ON sheet_return (merged_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_received_from ON sheet_return (received_from);
CREATE INDEX ix_sheet_return_received_on ON sheet_return (received_on) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_refused ON sheet_return (refused) WHERE trashed IS NULL;
CREATE INDEX ix_sheet_return_sheet ON sheet_return (sheet);
CREATE INDEX ix_sheet_return_trashed ON sheet_return (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_sheet_return_unreadable ON sheet_return (unreadable) WHERE trashed IS NULL;
CREATE TABLE document_link (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    location TEXT,
    location__key TEXT,
    description TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_document_link PRIMARY KEY (id),
    CONSTRAINT fk_document_link_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_document_link_location ON document_link (location__key) WHERE trashed IS NULL;
CREATE INDEX ix_document_link_title ON document_link (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_document_link_trashed ON document_link (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE tag (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    description TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_tag PRIMARY KEY (id),
    CONSTRAINT fk_tag_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_tag_title ON tag (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_tag_trashed ON tag (trashed) WHERE trashed IS NOT NULL;
CREATE UNIQUE INDEX uq_tag_title ON tag (title__key) WHERE trashed IS NULL;
CREATE TABLE threshold (
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    label__key TEXT,
    "key" TEXT,
    key__key TEXT,
    value INTEGER,
    unit TEXT,
    unit__key TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_threshold PRIMARY KEY (id),
    CONSTRAINT fk_threshold_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_threshold_key ON threshold (key__key) WHERE trashed IS NULL;
CREATE INDEX ix_threshold_label ON threshold (label__key) WHERE trashed IS NULL;
CREATE INDEX ix_threshold_trashed ON threshold (trashed) WHERE trashed IS NOT NULL;
CREATE INDEX ix_threshold_unit ON threshold (unit__key) WHERE trashed IS NULL;
CREATE INDEX ix_threshold_value ON threshold (value) WHERE trashed IS NULL;
CREATE UNIQUE INDEX uq_threshold_key ON threshold (key__key) WHERE trashed IS NULL;
CREATE TABLE saved_view (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title__key TEXT,
    page TEXT,
    page__key TEXT,
    definition TEXT,
    is_public INTEGER,
    note_internal TEXT,
    archived INTEGER,
    trashed TEXT,
    CONSTRAINT pk_saved_view PRIMARY KEY (id),
    CONSTRAINT fk_saved_view_id FOREIGN KEY(id) REFERENCES record (id)
)
 STRICT;
CREATE INDEX ix_saved_view_page ON saved_view (page__key) WHERE trashed IS NULL;
CREATE INDEX ix_saved_view_title ON saved_view (title__key) WHERE trashed IS NULL;
CREATE INDEX ix_saved_view_trashed ON saved_view (trashed) WHERE trashed IS NOT NULL;
CREATE UNIQUE INDEX uq_saved_view_page_title ON saved_view (page__key, title__key) WHERE trashed IS NULL;
CREATE VIRTUAL TABLE search USING fts5(name, body, content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
