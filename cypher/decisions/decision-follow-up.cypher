// ---
// title:
//   nl: Opvolging van besluiten
//   en: Follow-up of decisions
// question:
//   nl: "Hoe zien we erop toe dat een besluit niet vrijblijvend is?"
//   en: "How do we see to it that a decision binds?"
// shows: table
// columns:
//   decision: {nl: "Het besluit", en: "The decision"}
//   decision_id: {nl: "Id van het besluit", en: "Id of the decision"}
//   date: {nl: "Wanneer het genomen is of wordt", en: "When it was or is to be taken"}
//   taken_by: {nl: "Wie het neemt", en: "Who takes it"}
//   taken_by_id: {nl: "Hun id's", en: "Their ids"}
//   owners: {nl: "Van wie het is", en: "Whose it is"}
//   owners_id: {nl: "Hun id's", en: "Their ids"}
//   monitors: {nl: "Wie het bewaakt", en: "Who monitors it"}
//   monitors_id: {nl: "Hun id's", en: "Their ids"}
//   results_in: {nl: "Wat eruit voortkomt", en: "What comes of it"}
//   results_in_id: {nl: "Id's daarvan", en: "Their ids"}
//   missing: {nl: "Wat ontbreekt", en: "What is missing", values: {taken_by: {nl: wie het neemt, en: who takes it}, owners: {nl: eigenaar, en: owner}, monitors: {nl: bewaking, en: monitoring}, results_in: {nl: wat eruit voortkomt, en: what comes of it}}}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (decision:Decision {dataset: dataset})
WHERE all(x IN [decision] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH decision, COLLECT {
    MATCH (decision)-[r:TAKEN_BY|OWNED_BY|MONITORED_BY|RESULTS_IN]->(what)
    WHERE all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND r.status <> 'open'
    RETURN {part: type(r), name: what.name, id: what.id, marks: coalesce(r.marks, []) + coalesce(what.marks, [])} ORDER BY what.id
  } AS parts
RETURN decision.name AS decision, decision.id AS decision_id, decision.date AS date,
       [one IN parts WHERE one.part = 'TAKEN_BY' | one.name] AS taken_by, [one IN parts WHERE one.part = 'TAKEN_BY' | one.id] AS taken_by_id,
       [one IN parts WHERE one.part = 'OWNED_BY' | one.name] AS owners, [one IN parts WHERE one.part = 'OWNED_BY' | one.id] AS owners_id,
       [one IN parts WHERE one.part = 'MONITORED_BY' | one.name] AS monitors, [one IN parts WHERE one.part = 'MONITORED_BY' | one.id] AS monitors_id,
       [one IN parts WHERE one.part = 'RESULTS_IN' | one.name] AS results_in, [one IN parts WHERE one.part = 'RESULTS_IN' | one.id] AS results_in_id,
       [need IN [['taken_by', 'TAKEN_BY'], ['owners', 'OWNED_BY'], ['monitors', 'MONITORED_BY'], ['results_in', 'RESULTS_IN']]
        WHERE none(one IN parts WHERE one.part = need[1]) | need[0]] AS missing,
       reduce(all = [], x IN [decision] + parts | all + coalesce(x.marks, [])) AS marks
ORDER BY decision_id
