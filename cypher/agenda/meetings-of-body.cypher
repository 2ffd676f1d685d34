// ---
// title:
//   nl: Vergaderkalender
//   en: Calendar of meetings
// question:
//   nl: "Wanneer vergadert dit gremium, waar, en waarover?"
//   en: "When does this body meet, where, and about what?"
// params:
//   body:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit gremium of deze samenwerking: id of naam", en: "Only this body or cooperation: id or name"}
//   since:
//     type: date
//     optional: true
//     about: {nl: "Alleen op of na deze dag; zonder dag vermeld blijft staan", en: "Only on this day or later; without a stated day stays in"}
// shows: table
// columns:
//   date: {nl: "Wanneer; leeg: geen dag vermeld", en: "When; empty: no day is stated"}
//   as_stated: {nl: "Wat de bron over het tijdstip zegt", en: "What the source says of the time"}
//   meeting: {nl: "De vergadering", en: "The meeting"}
//   meeting_id: {nl: "Id daarvan", en: "Its id"}
//   body: {nl: "Wie vergadert; leeg: niet vermeld", en: "Who meets; empty: not stated"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort vergadering", en: "Kind of meeting", values: MeetingKind}
//   place: {nl: "Waar", en: "Where"}
//   about: {nl: "Waarover, los van de agenda", en: "About what, agenda apart"}
//   about_id: {nl: "Id's daarvan", en: "Their ids"}
//   items: {nl: "Agendapunten", en: "Agenda items"}
//   items_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (meeting:Meeting {dataset: dataset})
WHERE all(x IN [meeting] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (meeting)-[of:MEETING_OF]->(body)
WHERE all(x IN [of, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH meeting, of, body,
     COLLECT {
       MATCH (meeting)-[r:ABOUT]->(what)
       WHERE all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: what.name, id: what.id, marks: coalesce(r.marks, []) + coalesce(what.marks, [])} ORDER BY what.id
     } AS topics,
     COLLECT {
       MATCH (item:AgendaItem)-[r:ITEM_OF]->(meeting)
       WHERE all(x IN [item, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: item.name, id: item.id, marks: coalesce(item.marks, []) + coalesce(r.marks, [])} ORDER BY item.number, item.id
     } AS items
WHERE ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
  AND ($since IS NULL OR left(coalesce(meeting.date, '9999') + '-12-31', 10) >= $since)
RETURN meeting.date AS date, meeting.as_stated AS as_stated, meeting.name AS meeting, meeting.id AS meeting_id, body.name AS body, body.id AS body_id,
       meeting.kind AS kind, meeting.place AS place, [one IN topics | one.name] AS about, [one IN topics | one.id] AS about_id,
       [one IN items | one.name] AS items, [one IN items | one.id] AS items_id,
       reduce(all = [], x IN [meeting, of, body] + topics + items | all + coalesce(x.marks, [])) AS marks
ORDER BY date IS NULL, date, meeting_id, body_id
