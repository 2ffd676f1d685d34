// ---
// title:
//   nl: Raden op de route
//   en: Councils on the route
// question:
//   nl: "Waar op de route komen de raden eraan te pas: voor het besluit, erbij of erna?"
//   en: "Where on the route do the councils come in: before the decision, at it or after it?"
// shows: table
// columns:
//   route: {nl: "De route", en: "The route"}
//   route_id: {nl: "Id van de route", en: "Id of the route"}
//   steps: {nl: "Aantal stappen", en: "Number of steps"}
//   decided_at: {nl: "Waar het besluit valt; leeg: de route noemt geen besluit", en: "Where the decision falls; empty: the route names no decision"}
//   decided_at_id: {nl: "Hun id's", en: "Their ids"}
//   decision_step: {nl: "Bij welke stap", en: "At which step"}
//   councils_at: {nl: "Stappen bij raden; met hun plaats en handeling", en: "Steps at councils; with their place and action", in_brackets: StepAction}
//   councils_at_id: {nl: "Id's van die stappen", en: "Ids of those steps"}
//   say: {nl: "Waar raden aan zet zijn", en: "Where councils have a say", values: {decide: {nl: raden besluiten of bekrachtigen, en: councils decide or ratify}, before: {nl: raden voor het besluit, en: councils before the decision}, after: {nl: pas na het besluit, en: only after the decision}, told: {nl: zij krijgen alleen bericht, en: they are only told}, none: {nl: niet op de route, en: not on the route}}}
//   shared: {nl: "Ook alleen elders mogelijk; of een stap bij raden ook alleen bij een ander kan zijn", en: "May be elsewhere alone; whether a step at councils may also be at another alone"}
// ---
// A council is any body of kind council, and a gathering of councillors is none. Where a route names no decision, councils on it come before.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (route:Route {dataset: dataset})
WHERE all(x IN [route] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH route,
     COUNT {
       MATCH (route)-[has:HAS_STEP]->(step:Step)
       WHERE all(x IN [has, step] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
     } AS steps,
     COLLECT {
       MATCH (route)-[has:HAS_STEP]->(step:Step {action: 'decide'})
       OPTIONAL MATCH (step)-[at:AT]->(place)
       WHERE all(x IN [at, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH has, step, at, place
       WHERE all(x IN [has, step] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {number: step.number, name: place.name, id: place.id, marks: coalesce(at.marks, []) + coalesce(place.marks, []) + coalesce(has.marks, []) + coalesce(step.marks, [])} ORDER BY step.number, place.id
     } AS decisions,
     COLLECT {
       MATCH (route)-[has:HAS_STEP]->(step:Step)-[at:AT|ADDRESSED_TO]->(council:Body {kind: 'council'})
       WHERE all(x IN [has, step, at, council] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH step, collect(coalesce(has.marks, []) + coalesce(step.marks, []) + coalesce(at.marks, []) + coalesce(council.marks, [])) AS doubts
       RETURN {number: step.number, action: step.action, id: step.id, name: step.name, shared: coalesce(step.at_mode = 'any', false),
               marks: reduce(all = [], x IN doubts | all + x)} ORDER BY step.number, step.id
     } AS stops
WITH route, steps, decisions, [one IN decisions WHERE one.id IS NOT NULL] AS places, stops,
     [one IN stops WHERE NOT one.action IN ['send', 'inform', 'reply', 'account_for']] AS voices, [one IN decisions | one.number][0] AS decision_step
RETURN route.name AS route, route.id AS route_id, steps, [one IN places | one.name] AS decided_at, [one IN places | one.id] AS decided_at_id,
       decision_step, [one IN stops | toString(one.number) + ' ' + one.name + ' (' + one.action + ')'] AS councils_at,
       [one IN stops | one.id] AS councils_at_id,
       CASE WHEN size(stops) = 0 THEN 'none'
            WHEN size(voices) = 0 THEN 'told'
            WHEN any(one IN voices WHERE one.action IN ['decide', 'ratify']) THEN 'decide'
            WHEN any(one IN voices WHERE one.number < coalesce(decision_step, one.number + 1)) THEN 'before'
            ELSE 'after' END AS say,
       any(one IN voices WHERE one.shared) AS shared,
       reduce(all = [], x IN [route] + decisions + stops | all + coalesce(x.marks, [])) AS marks
ORDER BY route_id
