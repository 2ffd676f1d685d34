// ---
// title:
//   nl: Wat eraan komt
//   en: What is coming
// question:
//   nl: "Wat komt er op ons af: vergaderingen, besluiten, opdrachten, termijnen en functies die aflopen?"
//   en: "What is coming: meetings, decisions, assignments, terms, and posts that end?"
// params:
//   until:
//     type: date
//     optional: true
//     about: {nl: "Tot en met deze dag", en: "Up to and including this day"}
// shows: table
// columns:
//   date: {nl: "Wanneer; zo precies als vermeld, leeg: geen dag", en: "When; as precisely as stated, empty: no day"}
//   as_stated: {nl: "Wat de bron over het tijdstip zegt", en: "What the source says of the time"}
//   what: {nl: "Soort", en: "Kind", values: {meeting: {nl: vergadering, en: meeting}, election: {nl: verkiezing, en: election}, decision: {nl: besluit, en: decision}, due: {nl: opdracht klaar, en: assignment due}, step: {nl: stap van een route, en: step of a route}, ends: {nl: loopt af, en: ends}}}
//   item: {nl: "Wat", en: "What"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   at: {nl: "Bij wie", en: "At whom"}
//   at_id: {nl: "Id's daarvan", en: "Their ids"}
// ---
// What has no day but words for its time stands at the end. A step has a day of the year: its next one counts. What ends is told on its first day without.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH day, COLLECT {
    MATCH (n:Entity {dataset: dataset}) WHERE (n:Meeting OR n:Decision OR n:Assignment) AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[n.id], n.standing, n.status) <> 'former'
    RETURN {date: coalesce(n.due, n.date), words: coalesce(n.due_as_stated, n.as_stated), id: n.id, what: CASE WHEN n:Decision THEN 'decision' WHEN n:Assignment THEN 'due'
            WHEN n.kind = 'election' THEN 'election' ELSE 'meeting' END, at: COLLECT {
      MATCH (n)-[r:MEETING_OF|TAKEN_BY|CARRIED_OUT_BY]->(at)
      WHERE all(x IN [r, at] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN DISTINCT {name: at.name, id: at.id} AS one ORDER BY one.id
    }, marks: reduce(all = [], one IN COLLECT {
      MATCH (n)-[r:MEETING_OF|TAKEN_BY|CARRIED_OUT_BY]->(at)
      WHERE all(x IN [r, at] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN coalesce(r.marks, []) + coalesce(at.marks, []) AS marks
    } | all + one)}
  } AS dated, COLLECT {
    MATCH (n:Step {dataset: dataset}) WHERE n.by IS NOT NULL AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {date: CASE WHEN left(day, 5) + n.by >= day THEN left(day, 5) + n.by ELSE toString(toInteger(left(day, 4)) + 1) + '-' + n.by END, words: n.as_stated,
            id: n.id, what: 'step', at: COLLECT {
      MATCH (n)-[r:AT]->(at)
      WHERE all(x IN [r, at] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN {name: at.name, id: at.id, marks: coalesce(r.marks, []) + coalesce(at.marks, [])} ORDER BY at.id
    }}
  } AS steps, COLLECT {
    MATCH (n:Entity {dataset: dataset}) WHERE n.valid_before IS NOT NULL AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {date: n.valid_before, words: null, id: n.id, what: 'ends', at: []}
  } AS ends, COLLECT {
    MATCH (person:Person {dataset: dataset})-[holds:HOLDS]->(n:Post)
    WHERE holds.valid_before IS NOT NULL AND all(x IN [person, holds, n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {date: holds.valid_before, words: null, id: n.id, what: 'ends', at: [{name: person.name, id: person.id, marks: coalesce(person.marks, []) + coalesce(holds.marks, [])}]}
  } AS terms
UNWIND dated + steps + ends + terms AS found
WITH day, found
WHERE left(found.date + '-12-31', 10) >= day AND ($until IS NULL OR left(found.date + '-01-01', 10) <= $until)
   OR found.date IS NULL AND found.words IS NOT NULL AND $until IS NULL
MATCH (n:Entity {id: found.id})
RETURN found.date AS date, found.words AS as_stated, found.what AS what, n.name AS item, n.id AS item_id, [one IN found.at | one.name] AS at, [one IN found.at | one.id] AS at_id,
       reduce(all = [], x IN [n, found] + found.at | all + coalesce(x.marks, [])) AS marks
ORDER BY date IS NULL, date, what, item_id, at_id
