// ---
// title:
//   nl: Bewaking van besluiten en afspraken
//   en: Monitoring of decisions and agreements
// question:
//   nl: "Wie bewaakt dit besluit of deze afspraak, en wanneer is het klaar?"
//   en: "Who monitors this decision or agreement, and when is it due?"
// shows: table
// columns:
//   item: {nl: "Het besluit of de afspraak", en: "The decision or agreement"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   state: {nl: "Bewaking", en: "Monitoring", values: {named: {nl: genoemd, en: stated}, open: {nl: nog te bepalen, en: to be decided}, not stated: {nl: niet vermeld, en: not stated}}}
//   monitors: {nl: "Wie bewaakt en opvolgt", en: "Who monitors and follows up"}
//   monitors_id: {nl: "Hun id's", en: "Their ids"}
//   due_state: {nl: "Stand van de datum", en: "State of the date", values: {named: {nl: genoemd, en: stated}, open: {nl: nog te bepalen, en: to be decided}, not stated: {nl: niet vermeld, en: not stated}}}
//   due: {nl: "Wanneer het klaar moet zijn, of genomen wordt", en: "When it is due, or to be taken"}
//   due_as_stated: {nl: "Wat de bron over de planning zegt", en: "What the source says of the planning"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (what:Entity {dataset: dataset}) WHERE (what:Decision OR what:Assignment)
  AND all(x IN [what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[what.id], what.standing, what.status) <> 'former'
WITH what, coalesce(what.due, what.date) AS due, coalesce(what.open, []) AS left_open, COLLECT {
    MATCH (what)-[r:MONITORED_BY]->(monitor)
    WHERE all(x IN [r, monitor] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[r.id], r.standing, r.status) <> 'former'
    RETURN {name: monitor.name, id: monitor.id, open: r.status = 'open' OR monitor.status = 'open', marks: coalesce(r.marks, []) + coalesce(monitor.marks, [])} ORDER BY monitor.id
  } AS monitors
RETURN what.name AS item, what.id AS item_id, [label IN labels(what) WHERE label <> 'Entity'][0] AS label,
       CASE WHEN any(one IN monitors WHERE NOT one.open) THEN 'named'
            WHEN size(monitors) > 0 OR 'monitored_by' IN left_open THEN 'open'
            ELSE 'not stated' END AS state,
       [one IN monitors WHERE NOT one.open | one.name] AS monitors, [one IN monitors WHERE NOT one.open | one.id] AS monitors_id,
       CASE WHEN due IS NOT NULL THEN 'named' WHEN 'due' IN left_open OR 'date' IN left_open THEN 'open' ELSE 'not stated' END AS due_state,
       due, what.due_as_stated AS due_as_stated,
       reduce(all = [], x IN [what] + monitors | all + coalesce(x.marks, [])) AS marks
ORDER BY what.dataset, label, what.number, item_id
