// ---
// title:
//   nl: Zienswijzen van de raden
//   en: Views of the councils
// question:
//   nl: "Welke ontwerpen komen wanneer bij mijn raad, en wat is er met onze zienswijze gedaan?"
//   en: "Which drafts reach my council when, and what happened with our view?"
// params:
//   council:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze raad: id of naam", en: "Only this council: id or name"}
// shows: table
// columns:
//   council: {nl: "De raad", en: "The council"}
//   council_id: {nl: "Id van de raad", en: "Id of the council"}
//   draft: {nl: "Waarover de zienswijze gaat", en: "What the view is on"}
//   draft_id: {nl: "Id's daarvan", en: "Their ids"}
//   step: {nl: "De stap", en: "The step"}
//   step_id: {nl: "Id van de stap", en: "Id of the step"}
//   route: {nl: "De route", en: "The route"}
//   route_id: {nl: "Id van de route", en: "Id of the route"}
//   required: {nl: "Zienswijze voorgeschreven; voor deze route, leeg: niet vermeld", en: "View prescribed; on this route, empty: not stated"}
//   days_min: {nl: "Dagen die de raad minstens heeft", en: "Days that the council has at least"}
//   arrives_by: {nl: "Ontwerp uiterlijk er; leeg: niet te bepalen", en: "Draft there by; empty: cannot be told"}
//   due: {nl: "Zienswijze uiterlijk; de eerstvolgende keer, leeg: geen dag vermeld", en: "View due by; the next time, empty: no day is stated"}
//   as_stated: {nl: "Wat de bron over het tijdstip zegt", en: "What the source says of the time"}
//   meetings: {nl: "Eigen vergaderingen; tussen die dagen, zonder uiterste dag: alle die komen", en: "Own meetings; between those days, without a last day: all to come"}
//   meetings_id: {nl: "Hun id's", en: "Their ids"}
//   replies: {nl: "Stappen met antwoord; waarin de raad antwoord krijgt, leeg: niet vermeld", en: "Steps with a reply; in which the council is answered, empty: not stated"}
//   replies_id: {nl: "Hun id's", en: "Their ids"}
//   outcome: {nl: "Besluiten en uitkomst; over dit ontwerp, die deze route volgen", en: "Decisions and result; on this draft, that follow the route"}
//   outcome_id: {nl: "Hun id's", en: "Their ids"}
// ---
// The draft arrives with the step that sends it, before the view: its day of the year and the days that it leaves count. Where only the day
// of the view is stated, the draft must be there so many days before; where only that of the draft, the view is due so many days after.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (route:Route {dataset: dataset})-[has:HAS_STEP]->(step:Step {action: 'submit_view'})-[at:AT]->(council:Body)
WHERE all(x IN [route, has, step, at, council] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($council IS NULL OR $council IN coalesce($same[council.id].called, [council.id, split(council.id, '/')[2], council.name]))
WITH day, route, step, council, [route, has, step, at, council] AS basis, head(COLLECT {
    MATCH path = (step)<-[:NEXT*1..3]-(send:Step {action: 'send'})
    WHERE all(x IN [send] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND EXISTS { MATCH (route)-[:HAS_STEP]->(send) }
    RETURN {by: send.by, days: send.days_min, marks: reduce(all = [], x IN nodes(path) + relationships(path) | all + coalesce(x.marks, []))} ORDER BY send.number DESC, send.id
  }) AS sent
WITH day, route, step, council, basis + [sent] AS basis, sent.by AS sent_by, coalesce(step.days_min, sent.days) AS days,
     CASE WHEN left(day, 5) + step.by >= day THEN left(day, 5) + step.by ELSE toString(toInteger(left(day, 4)) + 1) + '-' + step.by END AS fixed
WITH day, route, step, council, basis, sent_by, days, fixed, toString(date(day) - duration({days: coalesce(days, 0)})) AS since
WITH day, route, step, council, basis, days, fixed, CASE
       WHEN fixed IS NULL AND left(since, 5) + sent_by >= since THEN left(since, 5) + sent_by
       WHEN fixed IS NULL THEN toString(toInteger(left(since, 4)) + 1) + '-' + sent_by
       WHEN left(fixed, 5) + sent_by <= fixed THEN left(fixed, 5) + sent_by
       WHEN sent_by IS NOT NULL THEN toString(toInteger(left(fixed, 4)) - 1) + '-' + sent_by
       WHEN days IS NOT NULL THEN toString(date(fixed) - duration({days: days})) END AS arrives_by
WITH day, route, step, council, basis, days, arrives_by,
     CASE WHEN fixed IS NOT NULL THEN fixed WHEN arrives_by IS NOT NULL AND days IS NOT NULL THEN toString(date(arrives_by) + duration({days: days})) END AS due
WITH route, step, council, basis, days, due, arrives_by,
     COLLECT {
       MATCH (route)-[for:ROUTE_FOR]->(draft)
       WHERE all(x IN [for, draft] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: draft.name, id: draft.id, marks: coalesce(for.marks, []) + coalesce(draft.marks, [])} ORDER BY draft.id
     } AS drafts,
     COLLECT {
       MATCH (meeting:Meeting)-[of:MEETING_OF]->(council)
       WHERE meeting.kind <> 'election' AND all(x IN [meeting, of] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND left(meeting.date + '-01-01', 10) >= coalesce(arrives_by, day) AND left(meeting.date + '-01-01', 10) <= coalesce(due, '9999')
       RETURN {name: meeting.name, id: meeting.id, marks: coalesce(meeting.marks, []) + coalesce(of.marks, [])} ORDER BY meeting.date, meeting.id
     } AS meetings,
     COLLECT {
       MATCH (route)-[also:HAS_STEP]->(reply:Step {action: 'reply'})
       WHERE all(x IN [also, reply] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: reply.name, id: reply.id, marks: coalesce(also.marks, []) + coalesce(reply.marks, [])} ORDER BY reply.number, reply.id
     } AS replies,
     COLLECT {
       MATCH (decision:Decision)-[follows:FOLLOWS]->(route)
       WHERE all(x IN [decision, follows] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND (decision.date IS NULL OR arrives_by IS NULL OR decision.date >= left(arrives_by, size(decision.date)))
       RETURN {name: decision.name + coalesce(': ' + decision.result, ''), id: decision.id, marks: coalesce(decision.marks, []) + coalesce(follows.marks, [])} ORDER BY decision.date, decision.id
     } AS decisions
RETURN council.name AS council, council.id AS council_id, [one IN drafts | one.name] AS draft, [one IN drafts | one.id] AS draft_id,
       step.name AS step, step.id AS step_id, route.name AS route, route.id AS route_id, route.view_required AS required,
       days AS days_min, arrives_by, due, step.as_stated AS as_stated,
       [one IN meetings | one.name] AS meetings, [one IN meetings | one.id] AS meetings_id,
       [one IN replies | one.name] AS replies, [one IN replies | one.id] AS replies_id,
       [one IN decisions | one.name] AS outcome, [one IN decisions | one.id] AS outcome_id,
       reduce(all = [], x IN basis + drafts + meetings + replies + decisions | all + coalesce(x.marks, [])) AS marks
ORDER BY council_id, due IS NULL, due, route_id, step_id
